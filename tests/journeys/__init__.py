"""Journeys: the installed program in a real window, used as a person uses it, by real keys and clicks.

A journey is a test that speaks in acts of a `Person` (person.py) and knows nothing of the program's code:

    def test_a_weight_is_corrected(person):
        person.starts()
        person.chooses("Which stage now?", "Stage IV")
        person.fills("Patient's name", "Example, Anna")
        person.goes_next()
        person.presses("Sign")
        assert person.sees("OUTSIDE THE GUIDELINE")

The accessibility bus finds controls by role, name and the question they belong to, and reads their states (bus.py);
every press is a key or a click at a place inside the visible screen (hands.py). Each wait is for something to be seen,
with a bound. Acts that several journeys share stand in ways.py, the words of controls in words.py, what is typed in the
published case (entries.py). Each person has a screen, a home, a window manager and a printer of their own (desktop.py).
"""
