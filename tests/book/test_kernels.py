"""Kernels that are forks of one process: each is as one of its own, and ends as it would."""

import os
import time

import pytest
from coursebook import kernels
from coursebook.kernels import prepared
from jupyter_client.manager import KernelManager

STATE = "import os, sys; print(os.getcwd(), os.environ['WHOSE'], 'painlab' in sys.modules, 'mine' in globals())"


@pytest.fixture(scope="module", autouse=True)
def forks():
    with prepared():
        yield


@pytest.fixture
def kernel(tmp_path):
    """A function that starts a kernel and gives (its manager, run), where run(code) gives what a cell prints."""
    running = []

    def start(name):
        folder = tmp_path / name
        folder.mkdir()
        manager = KernelManager()
        manager.start_kernel(cwd=str(folder), env={**os.environ, "WHOSE": name})
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        running.append((manager, client))

        def run(code):
            said = []
            client.execute_interactive(code, timeout=60, output_hook=said.append)
            return "".join(each["content"].get("text", each["content"].get("ename", "")) for each in said)

        return manager, client, run

    yield start
    for manager, client in running:
        client.stop_channels()
        if manager.is_alive():
            manager.shutdown_kernel()


def ends(number):
    """Whether a process is gone, or goes within ten seconds."""
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_each_has_a_namespace_a_folder_and_an_environment_of_its_own_and_the_package_is_there(kernel, tmp_path):
    *_, first = kernel("first")
    *_, second = kernel("second")
    assert first("mine = 1; " + STATE) == f"{tmp_path / 'first'} first True True\n"
    assert second(STATE) == f"{tmp_path / 'second'} second True False\n"
    assert first("import os; print(os.getpid())") != second("import os; print(os.getpid())")


def test_an_interrupt_reaches_it(kernel):
    manager, client, run = kernel("slept")
    asked = client.execute("print('begins', flush=True); import time; time.sleep(100)", stop_on_error=False)
    while client.get_iopub_msg(timeout=60)["content"].get("text") != "begins\n":
        pass
    manager.interrupt_kernel()
    while (reply := client.get_shell_msg(timeout=20))["parent_header"]["msg_id"] != asked:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert run("print('goes on')") == "goes on\n"


@pytest.mark.parametrize("now", [False, True])
def test_it_ends_when_it_is_asked_to_and_when_what_jupyter_took_for_it_is_killed(kernel, now):
    manager, _, run = kernel("ends")
    number = int(run("import os; print(os.getpid())"))
    assert not manager.shutdown_kernel(now=now)
    assert ends(number)


def test_one_that_ends_by_itself_is_seen_to_have_ended(kernel):
    manager, client, run = kernel("crashed")
    client.execute("import os; os._exit(3)")
    for _ in range(100):
        if not manager.is_alive():
            break
        time.sleep(0.1)
    assert not manager.is_alive()


def test_what_was_prepared_before_serves_on_afterwards(kernel):
    with prepared():
        pass
    *_, run = kernel("later")
    assert run("print(6 * 7)") == "42\n"


def test_a_process_that_does_not_start_is_said_at_once(monkeypatch, tmp_path):
    monkeypatch.setattr(kernels, "HERE", tmp_path)
    with pytest.raises(RuntimeError, match=r"prepare\.py, from which kernels are forked, did not start"), prepared():
        pass
