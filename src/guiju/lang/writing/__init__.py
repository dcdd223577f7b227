"""Changing a document as text: clauses, words and rules are put in, moved and taken out; their neighbours stay.

Nothing here compiles. What is in a document that does not compile can be changed just as well.
"""
