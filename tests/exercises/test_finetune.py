"""The checkpoint that finetune gives is what its checks take it for."""

from typing import Any

import numpy as np
import pytest

from grader.catalog import Catalog
from grader.networks.replay import stored

SHAPES = {
    "hidden_layer/bias": (256,),
    "hidden_layer/weights": (784, 256),
    "out/bias": (10,),
    "out/weights": (256, 10),
}


@pytest.mark.slow
def test_the_data_file_holds_what_tensorflow_reads(tf: Any) -> None:
    """Names, shapes and values are the same without TensorFlow."""
    folder = Catalog().get("finetune").folder
    reader = tf.train.load_checkpoint(str(folder / "pretrained.ckpt"))
    assert {n: tuple(s) for n, s in reader.get_variable_to_shape_map().items()} == SHAPES
    found = stored(folder / "pretrained.ckpt.data-00000-of-00001", SHAPES)
    for name, array in found.items():
        assert np.array_equal(array, reader.get_tensor(name))


def test_a_data_file_of_another_size_is_refused() -> None:
    """A damaged checkpoint is not taken for another one."""
    folder = Catalog().get("finetune").folder
    with pytest.raises(ValueError, match="holds 203530 numbers"):
        stored(folder / "pretrained.ckpt.data-00000-of-00001", {"hidden_layer/bias": (256,)})
