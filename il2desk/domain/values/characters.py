"""Which letters the sheets can print: those of the bundled fonts, script by script, and what a reader takes for one.

The codes are those of the font files: `tests/documents/text/test_characters.py` holds the two equal, and says what to
write here when a font is replaced.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

LATIN, SIGNS = "latin", "signs"
ARABIC, HEBREW, DEVANAGARI, THAI, HAN = "arabic", "hebrew", "devanagari", "thai", "han"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
JOINING = frozenset({ARABIC, DEVANAGARI})
MARKS = frozenset({"Mn", "Mc", "Me"})
VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
THAI_BEFORE = frozenset("เแโใไ")
THAI_AFTER = frozenset("ะาำๅๆฯ")
BLANKS = " \N{NO-BREAK SPACE}"

# First and last code of each range, and the script; what is in none is left to the Latin font and that of signs.
RANGES = (
    (0x0590, 0x05FF, HEBREW),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0x08A0, 0x08FF, ARABIC),
    (0x0900, 0x097F, DEVANAGARI),
    (0x0E00, 0x0E7F, THAI),
    (0x1100, 0x11FF, HAN),
    (0x2E80, 0x9FFF, HAN),
    (0xA8E0, 0xA8FF, DEVANAGARI),
    (0xAC00, 0xD7FF, HAN),
    (0xF900, 0xFAFF, HAN),
    (0xFB1D, 0xFB4F, HEBREW),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE30, 0xFE4F, HAN),
    (0xFE70, 0xFEFE, ARABIC),
    (0xFF00, 0xFFEF, HAN),
)
STARTS = [first for first, _, _ in RANGES]

# Every character of a font, in hexadecimal: single codes, and ranges with both ends.
PRINTED = {
    LATIN: (
        "20-7e a0-ac ae-377 37a-37f 384-38a 38c 38e-3a1 3a3-3e1 3f0-52f 1ab0-1ac0 1c80-1c88 1d00-1df9 1dfb-1f15 "
        "1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb "
        "1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-200a 2010-2027 202f-205f 2070-2071 2074-208e 2090-209c 20a0-20bf 20f0 "
        "2100-215f 2184 2189 25cc 2c60-2c7f 2de0-2e52 a640-a69f a700-a7bf a7c2-a7ca a7f5-a7ff a92e ab30-ab6b "
        "fb00-fb06 fe20-fe2f fffc-fffd"
    ),
    SIGNS: (
        "20-7e a0 a7 ac b1 d7 f7 302-303 305 307-308 330 391-3a1 3a3-3a9 3b1-3c9 3d1 3d5-3d6 3f0-3f1 3f4-3f5 "
        "2032-2037 2057 20d0-20dc 20e1 20e5-20ef 2102 210a-210e 2110-2112 2115 2119-211d 2124 2128 212c-212d "
        "212f-2131 2133-2138 213c-2140 2145-2149 2190-21ae 21b0-21e5 21f1-21f2 21f4-22ff 2308-230b 2310 2319 "
        "231c-2321 2336-237a 237c 2395 239b-23b6 23d0 23dc-23e1 2474-2475 25af 25b3 25b7 25bd 25c1 25ca 25cc 25fb "
        "266d-266f 27c0-27ff 2900-2aff 2b0e-2b11 2b30-2b4c 2bfe ff5b ff5d 1d400-1d454 1d456-1d49c 1d49e-1d49f "
        "1d4a2 1d4a5-1d4a6 1d4a9-1d4ac 1d4ae-1d4b9 1d4bb 1d4bd-1d4c3 1d4c5-1d505 1d507-1d50a 1d50d-1d514 "
        "1d516-1d51c 1d51e-1d539 1d53b-1d53e 1d540-1d544 1d546 1d54a-1d550 1d552-1d6a5 1d6a8-1d7cb 1d7ce-1d7ff "
        "1ee00-1ee03 1ee05-1ee1f 1ee21-1ee22 1ee24 1ee27 1ee29-1ee32 1ee34-1ee37 1ee39 1ee3b 1ee42 1ee47 1ee49 "
        "1ee4b 1ee4d-1ee4f 1ee51-1ee52 1ee54 1ee57 1ee59 1ee5b 1ee5d 1ee5f 1ee61-1ee62 1ee64 1ee67-1ee6a "
        "1ee6c-1ee72 1ee74-1ee77 1ee79-1ee7c 1ee7e 1ee80-1ee89 1ee8b-1ee9b 1eea1-1eea3 1eea5-1eea9 1eeab-1eebb "
        "1eef0-1eef1"
    ),
    ARABIC: (
        "20-21 2c-2e 30-3a a0 ab bb 606-61b 61e-6dc 6de-6ff 750-77f 8a0-8b4 8b6-8be 8d3-8e1 8e3-8ff 2010-2011 "
        "204f 25cc 2e41 fb50-fbc1 fbd3-fd3f fd50-fd8f fd92-fdc7 fdf0-fdfd fe70-fe74 fe76-fefc"
    ),
    HEBREW: ("20 2d a0 591-5c7 5d0-5ea 5f0-5f4 2010 20aa 25cc fb1d-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f"),
    DEVANAGARI: (
        "20-23 25 27-3f 5b-5f 7b-7e a0 d7 f7 2bc 900-97f 1cd0-1cf6 1cf8-1cf9 2010 2013-2014 2018-2019 201c-201d "
        "2026 20b9 20f0 2212 25cc a830-a839 a8e0-a8ff"
    ),
    THAI: ("20 2d a0 2bc 2d7 303 331 e01-e3a e3f-e5b 2010 25cc"),
    HAN: (
        "20-7e a0-ac ae-17f 192 1a0-1a1 1af-1b0 1d6 1f0 1fa-1ff 218-219 2bc 2c6-2c7 2c9 2cd 2d0 2d8-2dd 2f3 "
        "300-301 303 309 30f 323 384-38a 38c 38e-3a1 3a3-3ce 3d1-3d2 3d6 400-486 488-513 e3f 1e00-1e01 1e3e-1e3f "
        "1e80-1e85 1ea0-1ef9 1f4d 2000-200a 2010 2013-201e 2020-2022 2025-2027 2030 2032-2033 2035 2039-203c 2044 "
        "2074 207f 2081-2084 20a0-20a8 20ab-20b5 2105 2111 2113 2116 2118 211c 2121-2122 2126 212e 2133 2135 "
        "2153-2154 215b-215e 2160-2163 2165-2168 216a-216b 2170-2179 2190-2200 2202-2203 2205-2209 220b-220c 220f "
        "2211-2212 2215 2217 221a 221d-2220 2223 2225 2227-222c 222e 2234-2237 223d 2245 2248 224c 2252 2260-2261 "
        "2264-2267 226a-226b 226e-226f 2282-2287 2295 2297 2299 22a5 22bf 22c5 2308-230b 2312 23af 2460-24b5 "
        "24d0-24e9 2500-254b 2550-2574 2581-258f 2592-2595 25a0-25a1 25a3-25aa 25b2-25b3 25b6-25b7 25bc-25bd "
        "25c0-25c1 25c6-25c8 25ca-25cb 25ce-25d1 25e2-25e6 25ef 2605-2606 260e-260f 261c 261e 2640 2642 2654-266a "
        "266c-266d 266f 2680-2685 2713-2716 2718 2727 3000-3003 3005-3017 301d-301f 3021-3029 3041-3094 3099-309e "
        "30a1-30f6 30fb-30fe 3105-3129 3131-3163 3165-318e 3200-321c 3220-3229 3231-3232 3239 3260-327b 327f "
        "32a3-32a8 3303 330d 3314 3318 3322-3323 3326-3327 332b 3336 333b 3349-334a 334d 3351 3357 337b-337e "
        "3380-3384 3388-33ca 33cd-33d3 33d5-33d6 33d8 33db-33dd 4d00 4db5 4e00-9fc3 ac00-d7a3 f900-fa2d fb01-fb04 "
        "fe30-fe31 fe33-fe44 fe49-fe52 fe54-fe57 fe59-fe66 fe68-fe6b ff01-ff5e ff61-ff9f ffe0-ffe6 fffc-fffd "
        "10400 10428 1044d-1044f 1d30c"
    ),
}


def script_of(char: str) -> str:
    """The script a character belongs to, or none."""
    place = bisect_right(STARTS, ord(char)) - 1
    return RANGES[place][2] if place >= 0 and ord(char) <= RANGES[place][1] else ""


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one letter: a base with its marks, a conjunct, a Thai syllable's vowels."""
    start = 0
    for place in range(1, len(text)):
        if not _belongs(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _belongs(before: str, char: str) -> bool:
    """Whether a character is of one letter with what stands before it."""
    if unicodedata.category(char) in MARKS or char in JOINERS or char in THAI_AFTER:
        return before not in BLANKS or char in JOINERS
    if before in THAI_BEFORE:
        return script_of(char) == THAI
    return before in (VIRAMA, *JOINERS) and script_of(char) == DEVANAGARI


def script_of_letter(letter: str) -> str:
    """The first script among the characters of a letter, or none."""
    return next(filter(None, map(script_of, letter)), "")


def composed(text: str) -> str:
    """A text in the form in which it is drawn, with one kind of line break."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def unprinted(text: str) -> tuple[str, ...]:
    """The characters of a text that no sheet prints, each once; all of a letter whose parts no one font has."""
    if text.isascii() and text.isprintable():
        return ()
    letters = (letter for line in composed(text).split("\n") for letter in clusters(line))
    return tuple(dict.fromkeys(char for letter in letters for char in _strangers(letter)))


def _strangers(letter: str) -> Iterable[str]:
    script = script_of_letter(letter)
    lacking = [set(_lacking(letter, name)) for name in (LATIN, SIGNS, *((script,) if script else ()))]
    if not all(lacking):
        return ()
    in_none = set.intersection(*lacking)
    return [char for char in letter if char in in_none] or letter


def _lacking(letter: str, script: str) -> list[str]:
    joins = script in JOINING and letter[0] not in JOINERS
    return [char for char in letter if not (_has(script, ord(char)) or (joins and char in JOINERS))]


def _has(script: str, code: int) -> bool:
    starts, ends = _codes(script)
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _codes(script: str) -> tuple[list[int], list[int]]:
    pairs = [piece.partition("-") for piece in PRINTED[script].split()]
    return [int(first, 16) for first, _, _ in pairs], [int(last or first, 16) for first, _, last in pairs]
