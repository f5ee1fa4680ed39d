"""TensorFlow's messages without what only its authors can use: nodes, objects, addresses, advice.

What a student made has the student's name where that is known.
"""

import re
from collections.abc import Mapping

_LONGEST = 4096
# Everything up to here, and everything from here on.
_BEFORE = re.compile(r"\ARestoring from checkpoint failed\..{0,400}?Original error:\s*", re.DOTALL)
_AFTER = re.compile(
    r"(,? check your graph for ops that do not support gradients| You can attempt the following"
    r"| Consider casting elements to a supported type| Originally defined at:| Did you mean to set"
    r" reuse=True| For reference, the tensor object was|(?<=list of allowed values):|\s+Stack trace"
    r" for op definition| If you are using Keras| Tensor names must be of the form).*",
    re.DOTALL,
)
_NODE_MARKS = re.compile(r"\s*\[\[\{*(?:node )?[^\]]{0,300}\]\]")
_OPERATION = re.compile(
    r"'?\{\{node (?P<node>[^}]{1,300})\}\} = (?P<op>\w+)(?:\[[^\]]{0,1000}\])?"
    r"\((?P<inputs>[^)]{0,1000})\)'?"
)
_NODE = re.compile(r"\{\{node ([^}]{1,300})\}\}")
_DEFINITION = re.compile(
    r'name: "(?P<name>[^"]{1,300})"\s+op: "\w+".*?(?= cannot be| is not)', re.DOTALL
)
_VARIABLE = re.compile(r"<tf\.Variable '(?P<name>[^']{1,300}):\d+' shape=[^>]{0,300}>")
_TENSOR = re.compile(
    r'(?:Symbolic)?Tensor\("(?P<name>[^"]{1,300}):\d+"[^)]{0,300}(?:\([^)]{0,100}\))?[^)]{0,100}\)'
)
_SYMBOL = re.compile(r"<tf\.(?:Tensor|Operation) '(?P<name>[^':]{1,300})(?::\d+)?'[^>]{0,300}>")
_NAMED = re.compile(
    r"(?P<what>for Tensor |placeholder tensor |uninitialized value |resource )"
    r"'?(?P<name>[\w./-]{1,300})(?::\d+)?'?"
)
_BOUND = re.compile(r"<bound method (?P<name>[\w.]{1,200}) of <[^>]{0,500}>>")
_FUNCTION = re.compile(
    r"<(?:built-in )?(?:function|method|class) '?(?P<name>[\w.<>]{1,200}?)'?(?: at 0x\w+)?>"
)
_OBJECT = re.compile(r"<(?:[\w]+\.)*(?P<name>\w+) object at 0x\w+>")
_ADDRESS = re.compile(r" at 0x[0-9a-f]{4,}")
_MODULE = re.compile(r"'tensorflow\._api\.v2\.(?:compat\.v\d|v2)(?P<rest>[\w.]*)'")
_OWN_WRAPPERS = re.compile(r"(?:\w+\.)*<locals>\.")


def without_dumps(message: str, names: Mapping[str, str] | None = None) -> str:
    """Return a message in which nodes, objects and addresses have names, and no advice is left.

    names: what the student calls tensors and operations, by TensorFlow's names.
    """
    own = names or {}

    def named(found: re.Match[str]) -> str:
        name = found["name"]
        return f"`{own.get(name, name)}`"

    def operation(found: re.Match[str]) -> str:
        inputs = [own.get(_plain(one), "") for one in found["inputs"].split(",")]
        of = f" of {' and '.join(f'`{name}`' for name in inputs)}" if all(inputs) else ""
        return f"'{found['op']}'{of}"

    text = _BEFORE.sub("", message[:_LONGEST])
    text = _AFTER.sub("", text)
    text = _OPERATION.sub(operation, text)
    text = _NODE_MARKS.sub("", text)
    text = _NODE.sub(lambda found: found[1], text)
    for pattern in (_DEFINITION, _VARIABLE, _TENSOR, _SYMBOL):
        text = pattern.sub(named, text)
    text = _NAMED.sub(lambda found: found["what"] + named(found), text)
    text = _BOUND.sub(r"the method \g<name>", text)
    text = _FUNCTION.sub(r"the function \g<name>", text)
    text = _OBJECT.sub(r"a \g<name>", text)
    text = _MODULE.sub(r"'tensorflow.compat.v1\g<rest>'", text)
    text = _OWN_WRAPPERS.sub("", _ADDRESS.sub("", text))
    return text.strip()


def _plain(name: str) -> str:
    return name.strip().split(":")[0].removesuffix("/read").removesuffix("/ReadVariableOp")
