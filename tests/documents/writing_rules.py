"""How il2desk's own words must be written on screen and paper (CLINICAL.md 11); what a person typed is exempt."""

import re

from il2desk.documents.model.blocks import Block, Box, DoseLine, KeepTogether
from il2desk.documents.model.report import Report
from il2desk.documents.model.rich_text import plain, spoken

UNIT = r"(?:international units|units?|million|mg|mcg|micrograms?|kg|mL|L|cm|mm|hours?|minutes?|days?|doses?|percent)"
UNGROUPED = r"(?<![\w,.:/-])(?<!PMID )(?<!DIN )(?<!PMC)(?<!\d–)"
PER_SLASH = r"(?:units?|mg|mcg|micrograms?|kg|g|mL|L|dL|dose|day|hours?|h|min|minutes?|shift|mm)"

RULES = {
    "write international units in full": r"(?<![A-Za-z])(?:M?IU|MU)(?![A-Za-z])|\d\s*(?:mio|mill)\b",
    "never U for units": r"\d\s*U(?![A-Za-z])|\bU/|\bU per\b",
    "units of a dose are international units": r"(?:million|,000)\s+units\b|(?<!international )\bunits per kg\b",
    "write 'every 8 hours' or 'daily'": r"(?i:\bq\s?\d+\s?h\b|\bqo?d\b|\b[bt]\.?i\.?d\b|\bq\.d\b|\bprn\b)",
    "micrograms or mcg, never the Greek letter": r"[µμ]",
    "mL, never cc or ml": r"\d\s*(?:cc|ml|ML)\b",
    "words instead of < > and their kin": r"[<>≤≥]",
    "'per' instead of a slash": rf"\b{PER_SLASH}\s*/\s*[A-Za-z]",
    "a leading zero": r"(?<![\d.])\.\d|(?<!\S),\d",
    "no trailing zero": r"(?<![\d.])\d+\.\d*0(?![\d]|\.\d)",
    "a space between number and unit": rf"\d{UNIT}\b",
    "weights in kilograms only": r"\d\s*(?:lbs?|pounds?|stones?|ounces?|oz)\b",
    "group the digits of long numbers": rf"{UNGROUPED}\d{{5,}}(?!\d)|{UNGROUPED}\d{{4,}} ?{UNIT}\b",
    "a dose as words and figures": r"(?<![\d,(])\d{1,3}(?:,\d{3}){2,} international units(?! per)",
    "the full generic name": r"\bIL-?2\b",
    "the brand only in brackets behind the generic name": r"(?<![Aa]ldesleukin \()\bProleukin\b(?! \(aldesleukin\))",
}
COMPILED = {rule: re.compile(pattern) for rule, pattern in RULES.items()}
ADDRESS = re.compile(r"\b(?:[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?|doi 10\.\S+)|\([0-9a-f]{8}\)")


def faults(text: str) -> list[str]:
    """Each broken rule with the words that break it; names of zones, publications and files are no orders."""
    kept = ADDRESS.sub("", text)
    return [f"{rule}: {found[0]!r} in {text!r}" for rule, one in COMPILED.items() if (found := one.search(kept))]


def faults_in(report: Report) -> list[str]:
    """The faults in everything a sheet says that nobody typed, and in its dose lines."""
    said = [each.text for each in spoken(report) if not each.recorded]
    in_words = [fault for text in said for fault in faults(text)]
    return in_words + [fault for line in dose_lines(report.blocks) for fault in dose_line_faults(line)]


def dose_lines(blocks: tuple[Block, ...]) -> list[DoseLine]:
    found: list[DoseLine] = []
    for block in blocks:
        if isinstance(block, DoseLine):
            found.append(block)
        elif isinstance(block, Box | KeepTogether):
            found += dose_lines(block.blocks)
    return found


def dose_line_faults(line: DoseLine) -> list[str]:
    """Per-kilogram dose and calculated dose together, with weight and date, the drug by its generic name."""
    asked = {
        "dose per kg": (line.per_kg.value, r"^\d{1,3}(,\d{3})+ international units per kg$"),
        "weight with its date": (line.weight.value, r"^\d+(\.\d+)? kg\s.*\d{4}-\d\d-\d\d"),
        "dose in words and figures": (
            line.dose.value,
            r"^\d+(\.\d+)? million international units \(\d{1,3}(,\d{3})+\)$",
        ),
        "generic name": (line.dose.label, r"\baldesleukin\b"),
    }
    return [
        f"dose line, {what}: {plain(words)!r}"
        for what, (words, form) in asked.items()
        if not re.search(form, plain(words), re.DOTALL)
    ]
