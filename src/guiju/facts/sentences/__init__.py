"""The sentences about what can be wrong with a file or a row, and how to mend it, in Chinese and English.

By code: what is wrong (zh, en), how to mend it (zh, en); {names} come from ``Problem.data``.
"""

from guiju.facts.sentences.files import FILES
from guiju.facts.sentences.rows import ROWS

WORDS = FILES | ROWS
