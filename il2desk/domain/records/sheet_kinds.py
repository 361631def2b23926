"""Which sheets there are, and what they are called."""

SET, ORDER, ADMINISTRATION, PHARMACY = "set", "order", "administration", "pharmacy"
SUMMARY, CONSENT = "summary", "consent"
SINGLE = (ORDER, ADMINISTRATION, PHARMACY, SUMMARY, CONSENT)
TITLES = {
    SET: "whole set",
    ORDER: "order sheet",
    ADMINISTRATION: "administration record",
    PHARMACY: "pharmacy worksheet",
    SUMMARY: "assessment and plan summary",
    CONSENT: "patient consent sheet",
}
HOLDS_THE_RECORD = frozenset({SET, SUMMARY})
"""What, once printed or saved, keeps everything that was recorded."""
