"""The reader's language: sentences are made in English, and translated where they are shown.

What travels (claims, results, the journal, `report.json`) is English, so that one result serves
readers of several languages; a page, a terminal and a Markdown text are in the reader's.
"""
