"""The product as it runs in production: a process of its own, reached over HTTP, with the demonstration organisation."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_product(folder: Path) -> Iterator[str]:
    """The address of a product with a database of its own in ``folder``; ended when the block is left."""
    port = _free_port()
    environment = {**os.environ, "ZHIDU_DATABASE_URL": f"sqlite:///{folder / 'zhidu.db'}", "ZHIDU_DATA_DIR": str(folder / "data")}
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "cli", "serve", "--demo", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_up(f"http://127.0.0.1:{port}", process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_up(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/api/v1/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"Expected the product to start, but it did not:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")
