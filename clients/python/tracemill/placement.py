"""Which process this is: rank, size of its world, node, device and the device's UUID."""

import os
import socket
import sys


def placement(environment=None):
    """What is known of this process, as the door's query parameters; what is unknown is absent.

    torch is asked only if the process has imported it already. Where it has a process group, its rank is surer than
    ``RANK``, which some launchers set to the number of the node. The current device belongs to a thread, so call this
    in the thread that trains.
    """
    variables = os.environ if environment is None else environment
    torch = sys.modules.get("torch")
    rank, world_size = _of_process_group(torch)
    device, uuid = _of_device(torch)
    found = {
        "rank": _first(rank, _number(variables, "RANK"), _number(variables, "SLURM_PROCID")),
        "world_size": _first(world_size, _number(variables, "WORLD_SIZE"), _number(variables, "SLURM_NTASKS")),
        "node": variables.get("NODE_NAME") or variables.get("SLURMD_NODENAME") or socket.gethostname(),
        "device": _first(device, _number(variables, "LOCAL_RANK"), _number(variables, "SLURM_LOCALID")),
        "uuid": uuid,
    }
    return {name: str(value) for name, value in found.items() if value not in (None, "")}


def _first(*values):
    return next((value for value in values if value is not None), None)


def _number(variables, name):
    text = variables.get(name, "")
    return int(text) if text.isdecimal() else None


def _of_process_group(torch):
    try:
        group = torch.distributed
        if group.is_available() and group.is_initialized():
            return group.get_rank(), group.get_world_size()
    except Exception:  # torch is absent, still being imported, or built without it
        pass
    return None, None


def _of_device(torch):
    """Index and UUID of the current device; a process that has not used its device yet is not made to."""
    for kind in ("cuda", "npu"):
        try:
            module = getattr(torch, kind)
            if module.is_initialized():
                index = module.current_device()
                return index, _uuid(torch, kind, module, index)
        except Exception:  # torch is absent, or built without this kind of device
            continue
    return None, None


def _uuid(torch, kind, module, index):
    try:
        uuid = str(module.get_device_properties(index).uuid)
    except Exception:  # older than torch 2.4, or a device without one
        return None
    is_nvidia = kind == "cuda" and torch.version.cuda and not uuid.startswith(("GPU-", "MIG-"))
    return "GPU-" + uuid if is_nvidia else uuid
