"""`tf.layers` and `tf.contrib.layers`: thin functions over `tf.get_variable`.

Keras 3 has no such layers any more. The variables have the names, start values and order that they
had in TensorFlow 1.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from grader.collect.layer_names import activation_of, initializer_of

Names = dict[str, Any]


def old_layers(tf: Any) -> Names:
    """Return the functions of `tf.layers` that lessons use."""
    dense, conv2d = _dense(tf), _conv2d(tf)

    def dropout(
        inputs: Any, rate: Any = 0.5, noise_shape: Any = None, seed: Any = None,
        training: Any = False, name: str | None = None,
    ) -> Any:  # fmt: skip
        return _when(
            tf, training, inputs,
            lambda: tf.nn.dropout(inputs, rate=rate, noise_shape=noise_shape, seed=seed, name=name),
        )  # fmt: skip

    def pooling(pool: Callable[..., Any]) -> Callable[..., Any]:
        def pooled(
            inputs: Any, pool_size: Any, strides: Any, padding: str = "valid", name: Any = None
        ) -> Any:
            size, step = ([1, *_pair(one), 1] for one in (pool_size, strides))
            return pool(inputs, size, step, padding.upper(), name=name)

        return pooled

    return dict(  # noqa: C408 - one of these words is an exercise's name
        dense=dense,
        conv2d=conv2d,
        dropout=dropout,
        flatten=lambda inputs, name=None: _flat(tf, inputs, name),
        max_pooling2d=pooling(tf.nn.max_pool),
        average_pooling2d=pooling(tf.nn.avg_pool),
        batch_normalization=_batch_normalization(tf),
    )


def contrib_layers(tf: Any) -> Names:
    """Return the functions of `tf.contrib.layers` that lessons use."""
    dense, conv2d = _dense(tf), _conv2d(tf)

    def fully_connected(
        inputs: Any, num_outputs: int, activation_fn: Any = tf.nn.relu, **options: Any
    ) -> Any:
        given = {"default": "fully_connected", **_options_of(options)}
        return dense(inputs, num_outputs, activation_fn, **given)

    def convolution(
        inputs: Any, num_outputs: int, kernel_size: Any, stride: Any = 1, padding: str = "SAME",
        activation_fn: Any = tf.nn.relu, **options: Any,
    ) -> Any:  # fmt: skip
        given = {"default": "Conv", **_options_of(options)}
        return conv2d(inputs, num_outputs, kernel_size, stride, padding, activation_fn, **given)

    def dropout(inputs: Any, keep_prob: Any = 0.5, is_training: Any = True, **ignored: Any) -> Any:
        return _when(tf, is_training, inputs, lambda: tf.nn.dropout(inputs, rate=1 - keep_prob))

    def pool(inputs: Any, kernel_size: Any, stride: Any = 2, padding: str = "VALID") -> Any:
        size, step = [1, *_pair(kernel_size), 1], [1, *_pair(stride), 1]
        return tf.nn.max_pool(inputs, size, step, padding)

    return dict(
        fully_connected=fully_connected,
        linear=partial(fully_connected, activation_fn=None),
        relu=partial(fully_connected, activation_fn=tf.nn.relu),
        conv2d=convolution,
        convolution2d=convolution,
        max_pool2d=pool,
        dropout=dropout,
        flatten=lambda inputs, scope=None: _flat(tf, inputs, scope),
        **_initializers(tf),
        **_regularizers(tf),
    )


def _options_of(options: Names) -> Names:
    """Return options of `tf.contrib.layers` as those of `tf.layers`."""
    renamed = {
        "weights_initializer": "kernel_initializer",
        "biases_initializer": "bias_initializer",
        "weights_regularizer": "kernel_regularizer",
        "biases_regularizer": "bias_regularizer",
        "scope": "name",
    }
    found = {renamed.get(name, name): value for name, value in options.items()}
    if "bias_initializer" in found and found["bias_initializer"] is None:
        found["use_bias"] = False
    return {"names": {"kernel": "weights", "bias": "biases"}, **found}


def _initializers(tf: Any) -> Names:
    def xavier(uniform: bool = True, seed: Any = None, dtype: Any = tf.float32) -> Any:
        kind = tf.glorot_uniform_initializer if uniform else tf.glorot_normal_initializer
        return kind(seed=seed, dtype=dtype)

    def scaling(
        factor: float = 2.0, mode: str = "FAN_IN", uniform: bool = False, seed: Any = None
    ) -> Any:
        kind = "uniform" if uniform else "truncated_normal"
        return tf.variance_scaling_initializer(factor, mode.lower(), kind, seed=seed)

    return {
        "xavier_initializer": xavier,
        "xavier_initializer_conv2d": xavier,
        "variance_scaling_initializer": scaling,
    }


def _regularizers(tf: Any) -> Names:
    def l2_regularizer(scale: Any, scope: Any = None) -> Callable[..., Any]:
        return lambda weights: scale * tf.nn.l2_loss(weights)

    def l1_regularizer(scale: Any, scope: Any = None) -> Callable[..., Any]:
        return lambda weights: scale * tf.reduce_sum(tf.abs(weights))

    def apply_regularization(regularizer: Any, weights_list: Any = None) -> Any:
        weights = tf.get_collection("weights") if weights_list is None else weights_list
        penalties = [regularizer(one) for one in weights]
        return tf.add_n(penalties) if penalties else tf.constant(0.0)

    def l1_l2_regularizer(
        scale_l1: Any = 1.0, scale_l2: Any = 1.0, scope: Any = None
    ) -> Callable[..., Any]:
        return sum_regularizer([l1_regularizer(scale_l1), l2_regularizer(scale_l2)])

    def sum_regularizer(regularizer_list: Any, scope: Any = None) -> Callable[..., Any]:
        kept = [one for one in regularizer_list if one is not None]
        return lambda weights: tf.add_n([one(weights) for one in kept])

    return {
        "l1_l2_regularizer": l1_l2_regularizer,
        "sum_regularizer": sum_regularizer,
        "l2_regularizer": l2_regularizer,
        "l1_regularizer": l1_regularizer,
        "apply_regularization": apply_regularization,
    }


def _dense(tf: Any) -> Callable[..., Any]:
    def dense(
        inputs: Any, units: int, activation: Any = None, use_bias: bool = True,
        kernel_initializer: Any = None, bias_initializer: Any = None,
        kernel_regularizer: Any = None, bias_regularizer: Any = None,
        trainable: bool = True, name: str | None = None, reuse: Any = None,
        names: Names | None = None, default: str = "dense", **ignored: Any,
    ) -> Any:  # fmt: skip
        inputs = tf.convert_to_tensor(inputs)
        width = int(inputs.shape[-1])
        with tf.variable_scope(name, default, [inputs], reuse=reuse):
            make = _maker(tf, inputs.dtype, names, trainable)
            kernel = make("kernel", [width, units], kernel_initializer, kernel_regularizer)
            if inputs.shape.rank == 2:
                result = tf.matmul(inputs, kernel)
            else:
                result = tf.tensordot(inputs, kernel, [[inputs.shape.rank - 1], [0]])
            if use_bias:
                start = bias_initializer or tf.zeros_initializer()
                result = tf.nn.bias_add(result, make("bias", [units], start, bias_regularizer))
            return result if activation is None else activation_of(tf, activation)(result)

    return dense


def _conv2d(tf: Any) -> Callable[..., Any]:
    def conv2d(
        inputs: Any, filters: int, kernel_size: Any, strides: Any = 1, padding: str = "valid",
        activation: Any = None, use_bias: bool = True, kernel_initializer: Any = None,
        bias_initializer: Any = None, kernel_regularizer: Any = None, bias_regularizer: Any = None,
        trainable: bool = True, name: str | None = None, reuse: Any = None,
        names: Names | None = None, default: str = "conv2d", **ignored: Any,
    ) -> Any:  # fmt: skip
        inputs = tf.convert_to_tensor(inputs)
        with tf.variable_scope(name, default, [inputs], reuse=reuse):
            make = _maker(tf, inputs.dtype, names, trainable)
            shape = [*_pair(kernel_size), int(inputs.shape[-1]), filters]
            kernel = make("kernel", shape, kernel_initializer, kernel_regularizer)
            steps = [1, *_pair(strides), 1]
            result = tf.nn.conv2d(inputs, kernel, strides=steps, padding=padding.upper())
            if use_bias:
                start = bias_initializer or tf.zeros_initializer()
                result = tf.nn.bias_add(result, make("bias", [filters], start, bias_regularizer))
            return result if activation is None else activation_of(tf, activation)(result)

    return conv2d


def _batch_normalization(tf: Any) -> Callable[..., Any]:
    def batch_normalization(
        inputs: Any, axis: int = -1, momentum: float = 0.99, epsilon: float = 1e-3,
        center: bool = True, scale: bool = True, training: Any = False, trainable: bool = True,
        name: str | None = None, reuse: Any = None, **ignored: Any,
    ) -> Any:  # fmt: skip
        inputs = tf.convert_to_tensor(inputs)
        with tf.variable_scope(name, "batch_normalization", [inputs], reuse=reuse):
            width, zero, one = (
                [int(inputs.shape[axis])],
                tf.zeros_initializer(),
                tf.ones_initializer(),
            )
            make, keep = (_maker(tf, inputs.dtype, None, kind) for kind in (trainable, False))
            gamma = make("gamma", width, one, None) if scale else None
            beta = make("beta", width, zero, None) if center else None
            mean, variance = (
                keep("moving_mean", width, zero, None),
                keep("moving_variance", width, one, None),
            )
            now = tf.nn.moments(inputs, list(range(inputs.shape.rank - 1)))
            used = [
                _when(tf, training, old, partial(tf.identity, new))
                for old, new in zip((mean, variance), now, strict=True)
            ]
            for old, new in zip((mean, variance), used, strict=True):
                moved = tf.assign_sub(old, (old - new) * (1 - momentum))
                tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, moved)
            return tf.nn.batch_normalization(inputs, *used, beta, gamma, epsilon)

    return batch_normalization


def _maker(tf: Any, dtype: Any, names: Names | None, trainable: bool) -> Callable[..., Any]:
    def make(name: str, shape: list[int], initializer: Any, regularizer: Any) -> Any:
        start = initializer_of(tf, initializer)
        return tf.get_variable(
            (names or {}).get(name, name), shape, dtype, start, regularizer, trainable
        )

    return make


def _when(tf: Any, condition: Any, otherwise: Any, made: Callable[[], Any]) -> Any:
    """Return `made()` where the condition, a tensor or not, holds, else `otherwise`."""
    if isinstance(condition, tf.Tensor):
        return tf.cond(condition, made, lambda: tf.identity(otherwise))
    return made() if condition else tf.identity(otherwise)


def _flat(tf: Any, inputs: Any, name: str | None) -> Any:
    inputs = tf.convert_to_tensor(inputs)
    sides = inputs.shape.as_list()[1:]
    width = -1
    if None not in sides:
        width = 1
        for side in sides:
            width *= side
    rows = tf.shape(inputs)[0] if width == -1 else -1
    return tf.reshape(inputs, [rows, width], name=name)


def _pair(value: Any) -> list[Any]:
    return [value, value] if isinstance(value, int) else list(value)
