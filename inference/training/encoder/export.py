"""From the trained network to the arrays that the runtime reads."""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from inference.training.arrays import write_arrays
from inference.training.encoder.corpus import CODES
from inference.training.encoder.network import Network

_CENTRE: Final = ("weight", "bias", "running_mean", "running_var")


def encoder_bytes(network: Network) -> bytes:
    """Write a network as an npz file: plain arrays of half precision, the same bytes each time.

    The last normalisation, linear once trained, becomes part of the last layer.
    """
    return write_arrays({"codes": np.array(CODES), **_weights(network)})


def _weights(network: Network) -> dict[str, NDArray[np.generic]]:
    state = {name: value.detach().cpu().double() for name, value in network.state_dict().items()}
    centre = {name: state.pop(f"centre.{name}") for name in _CENTRE}
    factor = centre["weight"] / torch.sqrt(centre["running_var"] + network.centre.eps)
    state["out.weight"] = state["out.weight"] * factor[:, None]
    state["out.bias"] = (state["out.bias"] - centre["running_mean"]) * factor + centre["bias"]
    arrays = {
        name: value.numpy().astype(np.float16)
        for name, value in state.items()
        if not name.startswith(("measures.", "centre."))
    }
    tables = {
        name.removeprefix("measures."): value.numpy().astype(np.float32)
        for name, value in state.items()
        if name.startswith("measures.")
    }
    dilations = np.array([block.dilation for block in network.blocks], dtype=np.int64)
    return {**arrays, **tables, "dilations": dilations}
