"""Spoken: what a result says in English, said in another language, from the result and the rulebook alone.

The result is the record. Its English words are found again in the rulebook and in our own phrases, and only then said
in the language asked for; what is not found again, or would not be the same in English, stays as the record has it.

``texts`` says titles, checks, levels, units and facts; ``answers`` answers, corrections and what is kept back;
``criteria`` what is asked, needed and found; ``missing`` what a gap lacks; ``clashes`` contradictions; ``words`` the
short words of words.yaml. All take the rulebook that ``rules.spoken_rules`` gives for the result.
"""
