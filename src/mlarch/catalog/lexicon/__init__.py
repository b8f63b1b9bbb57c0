"""The words by which the rules of reasoning understand what an author writes, each with its meaning.

Only the first 2,000 characters of a text are looked at: nobody writes more in one field, and some patterns take
time that grows with the square of the length.

Policy: a word counts only in the field where it is meant. A rule names the field that it reads, asks one of
these patterns about its text, and says nothing where the text is silent. All patterns are English and are
asked of lower-case text.
"""

__all__: list[str] = []
