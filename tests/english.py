"""English words in a text that should be German.

Words that are German, too (`in`, `an`, `so`), are left aside, as are code, quoted names, and what
is between square brackets.
"""

import re

_WORDS = (
    "a about after again all and any are as at be because been before below between both"
    " but by can cannot check checks could did do does each else every expected failed file"
    " files first for found from get give given gives has have here hint how if into is"
    " it its keep last made make makes more most must next no none not nothing of one only or"
    " other our out over own passed points read run same say second see set should show shows"
    " some step still take takes than that the their them then there these they this those"
    " through to too two until up used uses value values very what when where which while who"
    " why will with without write wrong you your"
)
_ENGLISH = re.compile(rf"(?<![\w.`'/=<-])({'|'.join(_WORDS.split())})(?![\w`'/=(-]|\.\w)")
_APART = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|“[^”]*”|„[^“]*“|--[\w-]+|\[[^\]]*\]|\{[^}]*\}")


def english(text: str) -> list[str]:
    """Return the English words of a text, outside of code."""
    return _ENGLISH.findall(_APART.sub(" ", text))
