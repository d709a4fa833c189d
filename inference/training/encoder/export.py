"""From trained networks to the arrays that the runtime reads, and back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from inference.training.arrays import write_arrays
from inference.training.encoder.corpus import CODES
from inference.training.encoder.network import Network

_CENTRE: Final = ("weight", "bias", "running_mean", "running_var")


def encoder_bytes(networks: Sequence[Network]) -> bytes:
    """Write networks as an npz file: plain arrays of half precision, the same bytes each time.

    The last normalisation, linear once trained, becomes part of the last layer.
    """
    arrays = {"codes": np.array(CODES), **_usual(networks[0])}
    for number, network in enumerate(networks):
        arrays |= {f"{number}.{name}": array for name, array in _weights(network).items()}
    return write_arrays(arrays)


def take_over(network: Network, arrays: Mapping[str, NDArray[Any]], number: int) -> None:
    """Put an exported network's weights into one of the same recipe, to be trained further.

    The last normalisation, which became part of the last layer, is left out from now on.

    Parameters
    ----------
    network
        Takes the weights.
    arrays
        As the runtime reads them.
    number
        Of the network.

    Raises
    ------
    KeyError, RuntimeError
        If there is no such network in them, or one of another recipe.
    """
    state = network.state_dict()
    for name in state:
        if not name.startswith(("measures.", "centre.")):
            state[name] = torch.from_numpy(arrays[f"{number}.{name}"].astype(np.float32))
    state |= {
        "centre.weight": torch.ones_like(state["centre.weight"]),
        "centre.bias": torch.zeros_like(state["centre.bias"]),
        "centre.running_mean": torch.zeros_like(state["centre.running_mean"]),
        "centre.running_var": torch.full_like(state["centre.running_var"], 1 - network.centre.eps),
    }
    network.load_state_dict(state)
    network.centre.eval()


def _usual(network: Network) -> dict[str, NDArray[np.generic]]:
    tables = network.measures.state_dict()
    return {name: table.cpu().numpy().astype(np.float32) for name, table in tables.items()}


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
    dilations = np.array([block.dilation for block in network.blocks], dtype=np.int64)
    return {**arrays, "dilations": dilations}
