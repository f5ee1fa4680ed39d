"""Explanations of shapes that do not fit."""

from grader.pipeline.entries import Explanation

_ERRORS = "ValueError|InvalidArgumentError"

SHAPES = (
    Explanation(
        _ERRORS,
        r"= (Batch)?MatMul|Matrix size-incompatible",
        "`tf.matmul` gets $first and $second, which fit only the other way round. Write"
        " `tf.matmul(…, …)` with the inputs first, then the weights.",
        ("reversed",),
    ),
    Explanation(
        _ERRORS,
        r"= (Batch)?MatMul|Matrix size-incompatible",
        "In `tf.matmul`, $first has $columns columns and $second has $rows rows: these must be"
        " equal. Are the two sides of the second one swapped? It would fit as $turned.",
    ),
    Explanation(
        _ERRORS,
        r"= (Batch)?MatMul|Matrix size-incompatible",
        "`tf.matmul` needs rows of $rows numbers, and gets $deep. Make rows of it first:"
        " `tf.reshape($flat, [-1, $rows])`.",
    ),
    Explanation(
        _ERRORS,
        r"= (Batch)?MatMul|Matrix size-incompatible",
        "In `tf.matmul`, $first has $columns columns and $second has $rows rows: these must be"
        " equal. Is one of them another layer's?",
    ),
    Explanation(
        _ERRORS,
        r"must be rank 2 but is rank 1.*MatMul",
        "`tf.matmul` needs matrices, and gets $vector. A placeholder has a side for the batch:"
        " `[None, …]`.",
    ),
    Explanation(
        _ERRORS,
        r"= Mul\[",
        "`*` multiplies number by number, and $first and $second do not have the same shape. The"
        " product of matrices is `tf.matmul($factors)`.",
        ("product",),
    ),
    Explanation(
        _ERRORS,
        r"= (AddV2|BiasAdd|Add|Sub)\[",
        "The bias has $numbers numbers, and what it is added to has $columns columns, as $first."
        " Is it another layer's bias? Or do the factors of `tf.matmul` stand the other way round:"
        " inputs first, then weights?",
    ),
    Explanation(
        _ERRORS,
        r"Assign requires shapes of both tensors to match",
        "The variable has shape $first, and the value for it has $second. When this comes from"
        " `saver.restore`, the variable was made with another shape, or the names are paired"
        " wrongly: unnamed variables are numbered in the order in which they are made.",
    ),
    Explanation(
        _ERRORS,
        r"labels_size=|= \w*SoftmaxCrossEntropyWithLogits\[",
        "`logits` is $first and `labels` is $second: the shapes do not fit together. Both need one"
        " column for each class.",
    ),
    Explanation(
        _ERRORS,
        r"Incompatible shapes.*Equal",
        "$first and $second cannot be compared: the shapes do not fit together. Give `tf.argmax`"
        " the same axis, 1, on both sides.",
    ),
    Explanation(
        _ERRORS,
        r"requested shape (has|requires a multiple of) (?P<size>\d+)",
        "The shapes do not fit together: `tf.reshape` cannot make rows of $size numbers of this."
        " Check the number.",
    ),
    Explanation(
        _ERRORS,
        r"reshape a tensor with (?P<have>\d+) elements to shape (?P<size>\[[\d,]*\])",
        "The shapes do not fit together: $have numbers cannot take the shape $size. Check the"
        " sizes.",
    ),
    Explanation(
        _ERRORS,
        r"must be rank 1 but is rank 0.*(Random|Truncated|Fill|Zeros)",
        "The sizes of a tensor go into one list, in square brackets. Write `$call([…, …])`.",
    ),
    Explanation(
        _ERRORS,
        r"with input shapes|Incompatible shapes",
        "$first and $second: the shapes do not fit together. For this both must be equal.",
    ),
    Explanation(
        _ERRORS,
        r"Dimensions must be equal|Incompatible shapes|Matrix size-incompatible|must have shape|"
        r"incompatible with .*shape|Cannot reshape a tensor|Input to reshape is|"
        r"Shapes? (.* )?(and|must)",
        "The shapes do not fit together. In `tf.matmul(a, b)` the columns of `a` must be as many"
        " as the rows of `b`; print the shapes of both.",
    ),
    Explanation(
        "ValueError",
        r"Cannot feed value of shape",
        "`$placeholder` is made for one row and gets a batch of them, $fed. Leave the batch's side"
        " open: `$open`.",
    ),
    Explanation(
        "ValueError",
        r"Cannot feed value of shape",
        "`$placeholder` takes $digits numbers for each label, and single numbers are fed, $fed."
        " Make the labels one-hot, as `one_hot=True` does when the data is read.",
    ),
    Explanation(
        "ValueError",
        r"Cannot feed value of shape",
        "`$placeholder` takes $wanted, and what you feed has the shape $fed. One number has no"
        " shape at all: `tf.placeholder(tf.float32)`.",
        ("one_number",),
    ),
    Explanation(
        "ValueError",
        r"Cannot feed value of shape",
        "`$placeholder` takes $wanted, and what you feed has another shape, $fed. Is it meant for"
        " another placeholder, or is the placeholder's shape wrong?",
    ),
    Explanation(
        "ValueError",
        r"Cannot feed value of shape",
        "What you feed has another shape than the placeholder. Compare `.shape` of both.",
    ),
)  # fmt: skip
