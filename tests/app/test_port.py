"""The port asked for is taken when it is free; otherwise the next free one, and it is said."""

import socket

import pytest

from app.commands.port import PortTaken, free_port, require_port

LOOPBACK = "127.0.0.1"


def test_a_free_port_is_taken_as_asked() -> None:
    with socket.create_server((LOOPBACK, 0)) as door:
        wanted = door.getsockname()[1]
    assert free_port(LOOPBACK, wanted) == wanted


def test_a_taken_port_gives_way_to_a_later_one_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((LOOPBACK, 0)) as door:
        wanted = door.getsockname()[1]
        chosen = free_port(LOOPBACK, wanted)
    assert chosen > wanted
    assert f"{wanted} is taken: using {chosen}" in capsys.readouterr().err


def test_a_server_of_production_takes_its_own_port_or_none() -> None:
    with socket.create_server((LOOPBACK, 0)) as door, pytest.raises(PortTaken):
        require_port(LOOPBACK, door.getsockname()[1], patience=0.1)
