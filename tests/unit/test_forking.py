"""Work shared among forked processes: the same as without them, whatever goes wrong in one."""

import os
import signal
import time
from pathlib import Path

import pytest

from briefgen.forking import forked
from briefgen.problems import Problem


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_in_order(jobs: int, count: int) -> None:
    assert forked(str, range(count), jobs=jobs, size=3) == [str(number) for number in range(count)]


def test_much_comes_back() -> None:
    assert forked(lambda number: bytes(100_000) + bytes([number]), range(40), jobs=2, size=1)[7][-1] == 7


def test_a_problem_is_raised_here() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here or number == 39:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match=r"\d"):
        forked(work, range(40), jobs=2, size=1)


def test_a_child_that_is_killed() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.02)  # so that the other one gets something to do
        return number

    with pytest.raises(Problem, match="ended from outside"):
        forked(work, range(40), jobs=2, size=1)


def test_no_process_and_no_handle_is_left() -> None:
    handles = Path("/proc/self/fd")  # only Linux has it
    before = [*handles.iterdir()] if handles.is_dir() else []
    forked(str, range(50), jobs=4, size=1)
    assert len([*handles.iterdir()] if before else []) == len(before)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
