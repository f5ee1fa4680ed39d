"""`tf.contrib.framework`, and what `tf.contrib.slim` has of it: variables by scope, checkpoints.

Thin functions over `tf.train` and the graph's collections.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Names = dict[str, Any]


def contrib_framework(tf: Any) -> Names:
    """Return the functions of `tf.contrib.framework` that lessons use."""

    def in_collection(key: str) -> Callable[..., list[Any]]:
        def variables(scope: Any = None, suffix: str | None = None, **other: Any) -> list[Any]:
            begin = getattr(scope, "name", scope)
            found: list[Any] = tf.get_collection(other.get("collection", key), begin)
            return [one for one in found if not suffix or one.op.name.endswith(suffix)]

        return variables

    get_variables = in_collection(tf.GraphKeys.GLOBAL_VARIABLES)

    def to_restore(include: Any = None, exclude: Any = None) -> list[Any]:
        starts, ends = (tuple(_listed(one)) for one in (include, exclude))
        return [
            one
            for one in get_variables()
            if (not starts or one.op.name.startswith(starts))
            and not (ends and one.op.name.startswith(ends))
        ]

    return {
        "get_variables": get_variables,
        "get_model_variables": get_variables,
        "get_local_variables": in_collection(tf.GraphKeys.LOCAL_VARIABLES),
        "get_trainable_variables": in_collection(tf.GraphKeys.TRAINABLE_VARIABLES),
        "get_variables_by_name": lambda name, scope=None: get_variables(scope, name),
        "get_variables_to_restore": to_restore,
        "filter_variables": _filtered,
        "assign_from_values_fn": lambda values: _feeding(*_assigned(tf, values)),
        **_checkpoints(tf),
        **{
            name: getattr(tf.train, name)
            for name in (
                "create_global_step", "get_global_step", "get_or_create_global_step",
                "init_from_checkpoint", "list_variables", "load_checkpoint", "load_variable",
            )
        },
    }  # fmt: skip


def _checkpoints(tf: Any) -> Names:
    def assign(path: str, var_list: Any, ignore_missing_vars: bool = False) -> tuple[Any, Names]:
        reader = tf.train.load_checkpoint(path)
        named = _by_name(var_list)
        if ignore_missing_vars:
            named = {name: one for name, one in named.items() if reader.has_tensor(name)}
        values = {one.op.name: reader.get_tensor(name) for name, one in named.items()}
        return _assigned(tf, values)

    def assign_later(
        path: str,
        var_list: Any,
        ignore_missing_vars: bool = False,
        reshape_variables: bool = False,
    ) -> Callable[[Any], Any]:
        named = _by_name(var_list)
        if ignore_missing_vars:
            reader = tf.train.load_checkpoint(path)
            named = {name: one for name, one in named.items() if reader.has_tensor(name)}
        saver = tf.train.Saver(named, reshape=reshape_variables)
        return lambda session: saver.restore(session, path)

    return {"assign_from_checkpoint": assign, "assign_from_checkpoint_fn": assign_later}


def _assigned(tf: Any, values: Mapping[str, Any]) -> tuple[Any, dict[Any, Any]]:
    """Return the operation that gives variables, by name, their values, and what it is fed."""
    known = {one.op.name: one for one in tf.global_variables()}
    places = {name: tf.placeholder(known[name].dtype.base_dtype) for name in values}
    operation = tf.group(*(tf.assign(known[name], places[name]) for name in values))
    return operation, {places[name]: value for name, value in values.items()}


def _feeding(operation: Any, feed: dict[Any, Any]) -> Callable[[Any], Any]:
    return lambda session: session.run(operation, feed)


def _by_name(var_list: Any) -> dict[str, Any]:
    """Return variables by the names that a checkpoint has for them."""
    if isinstance(var_list, Mapping):
        return dict(var_list)
    return {one.op.name: one for one in var_list}


def _filtered(
    var_list: Iterable[Any], include_patterns: Any = None, exclude_patterns: Any = None, **_: Any
) -> list[Any]:
    """Return the variables that a pattern finds, without those that another one finds."""
    wanted, unwanted = _listed(include_patterns), _listed(exclude_patterns)
    return [
        one
        for one in var_list
        if (not wanted or any(re.match(pattern, one.op.name) for pattern in wanted))
        and not any(re.match(pattern, one.op.name) for pattern in unwanted)
    ]


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
