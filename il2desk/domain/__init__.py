"""The part of il2desk that decides and computes, and imports nothing but pydantic and the standard library.

Glossary, one word per idea:

answer        what a person recorded for one question, as typed, with its unit
reading       what an answer was understood as: a choice, a quantity, a date, plain text, or why it could not be read
case          everything recorded for one patient and one assessment; nothing computed
pack          a file of clinical statements and figures with source, date and test vectors, pinned by SHA-256
question      one thing asked, defined by the guideline pack
criterion     one condition that is judged; of the *guideline* block or of the *label* block
rule          how a criterion is judged: one of a closed set of kinds, in the pack
fact          a judgement too odd for a rule kind, named and tested in Python
truth         yes, no or unknown: the answer of a rule; not recorded is unknown, never no
outcome       met, not met, cannot tell (guideline); clear, stop, cannot tell (label)
finding       one criterion judged for one case: outcome, found value, threshold, why, sources
standing      all findings at this moment, shown beside the wizard
verdict       the sentence over the guideline block: meets, outside, undetermined, or wrong context
assessment    all findings with verdict, notices and whether a plan is allowed
deviation     a clinician's reasoned decision, with a second named clinician, to plan although a criterion is not met
signature     name, role, instant and the SHA-256 of the case it covers
refusal       why something is not done, in words for the person who asked; the one exception that is ever shown
clearance     the permission to compute a dose; only a signed case that allows a plan has one
dose plan     the dose with every step of its arithmetic, its preparation and its fourteen-slot schedule
sheet         one paper of those a ward works from; a *set* is all of them, printed together under one id
operative set the hold and stop set the centre chose; it alone stands on order sheet and administration record
local setting a value that no source states and the centre sets; it has no default
second check  weight and dose as a second named person types them from the chart, blind, compared with the plan
cycle         the doses of one stay; a course is two cycles, and the second tells what was given of the first
re-timing     later doses moved as a block to a new start, never earlier than planned; what it gives is the new start
validity      the last day of a first dose on which nothing the assessment rests on has become too old
reference day the day to which ages and limits count: the planned first dose, or today until it is set
store         the encrypted place of cases on this workstation; a *gate* while it is locked
draft         a case as it is on the screen, saved at every entry and replaced by the next
revision      a case kept for good: signed, checked or named; each names the content it came from
journal       who did what when, each entry chained to the one before; its length and head stand on every sheet
returned      of a PDF: read back, with the case, print record and sheet it carries; always history, never cleared anew
"""
