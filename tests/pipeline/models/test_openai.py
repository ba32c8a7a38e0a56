"""Drafting through a server that speaks OpenAI's protocol: a real one on this machine, and every kind of bad one."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from overread.models import ModelError, load, openai
from overread.prompts import Decoding, Turn

TURNS: tuple[Turn, ...] = (("system", "Answer in one word."), ("user", "What color is the sky?"))
ANSWER: dict[str, Any] = {
    "id": "1",
    "object": "chat.completion",
    "created": 0,
    "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "1. Nodule."}}],
    "usage": {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8},
}


@pytest.fixture(scope="module")
def llama_server(small_model_file: str) -> Iterator[str]:
    """The address of a llama.cpp server with the small model."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = small_model_file
    settings.n_ctx = 2048
    settings.verbosity = -1
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 2
    server = xllamacpp.Server(settings)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture
def asked() -> list[Any]:
    """The requests that the bad server was sent."""
    return []


@pytest.fixture
def bad_server(asked: list[Any]) -> Iterator[Callable[..., str]]:
    """Starts a server that gives one answer to every chat request; returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(body: bytes | None, status: int = 200, seconds: float = 0.0, kind: str = "application/json") -> str:
        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_POST(self) -> None:
                with suppress(BrokenPipeError):
                    self._answer()

            def _answer(self) -> None:
                asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                time.sleep(seconds)
                if body is None:
                    return
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Answers))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/v1"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai, "CONNECT_SECONDS", 1.0)
    monkeypatch.setattr(openai, "RETRIES", 0)


def test_a_schema_for_the_answer_is_sent_along(bad_server: Callable[..., str], asked: list[Any]) -> None:
    schema = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object"}}}
    url = bad_server(json.dumps(ANSWER).encode())
    chat = load(f"openai:m@{url}").chat(Decoding(), 0).bind(response_format=schema)
    assert chat.invoke(TURNS).text == "1. Nodule."
    assert asked[-1]["response_format"] == schema


def test_a_real_server_gives_text_counts_and_token_probabilities(llama_server: str) -> None:
    model = load(f"openai:any@{llama_server}")
    message = model.chat(Decoding(max_tokens=4), 0).invoke(TURNS)
    assert (model.name, model.digest) == (f"openai:any@{llama_server}", None)
    assert message.text
    assert message.usage_metadata is not None
    assert 1 <= message.usage_metadata["output_tokens"] <= 4
    assert all(token["logprob"] <= 0 for token in message.response_metadata["logprobs"]["content"])


def test_the_request_carries_the_decoding_and_the_seed(asked: list[Any], bad_server: Callable[..., str]) -> None:
    address = bad_server(json.dumps(ANSWER).encode())
    decoding = Decoding(max_tokens=9, temperature=0.5, top_p=0.9, stop=("END",))
    assert load(f"openai:m@{address}").chat(decoding, 3).invoke(TURNS).text == "1. Nodule."
    sent = {key: asked[0][key] for key in ("model", "max_tokens", "temperature", "top_p", "stop", "seed", "logprobs")}
    assert sent == {
        "model": "m", "max_tokens": 9, "temperature": 0.5, "top_p": 0.9, "stop": ["END"], "seed": 3, "logprobs": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"<html>It works!</html>", 200, "did not answer with a chat completion"),
        (b"{", 200, "did not answer with a chat completion"),
        (b"[]", 200, "did not answer with a chat completion"),
        (b"{}", 200, "did not answer with a chat completion"),
        (b"null", 200, "did not answer with a chat completion"),
        (json.dumps(ANSWER | {"choices": []}).encode(), 200, "did not answer with a chat completion"),
        (json.dumps(ANSWER | {"choices": None}).encode(), 200, "did not answer with a chat completion"),
        (json.dumps(ANSWER | {"choices": [{"index": 0}]}).encode(), 200, "did not answer with a chat completion"),
        (json.dumps(ANSWER | {"choices": "x"}).encode(), 200, "did not answer with a chat completion"),
        (b'{"error": {"message": "the report says nodule"}}', 400, "answered with status 400 for model 'm'$"),
        (b"", 404, "answered with status 404"),
        (b"oops", 503, "answered with status 503"),
        (None, 200, "broke the connection off"),
    ],
)
def test_an_answer_that_is_no_completion_is_named(
    bad_server: Callable[..., str], body: bytes | None, status: int, said: str
) -> None:
    model = load(f"openai:m@{bad_server(body, status)}")
    with pytest.raises(ModelError, match=said):
        model.chat(Decoding(), 0).invoke(TURNS)


def test_a_web_page_is_no_completion(bad_server: Callable[..., str]) -> None:
    model = load(f"openai:m@{bad_server(b'<html>', kind='text/html')}")
    with pytest.raises(ModelError, match="did not answer with a chat completion"):
        model.chat(Decoding(), 0).invoke(TURNS)


def test_a_server_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, bad_server: Callable[..., str]) -> None:
    monkeypatch.setattr(openai, "ANSWER_SECONDS", 0.3)
    model = load(f"openai:m@{bad_server(json.dumps(ANSWER).encode(), seconds=1.5)}")
    with pytest.raises(ModelError, match=r"did not answer within 0\.3 s"):
        model.chat(Decoding(), 0).invoke(TURNS)


def test_a_server_that_is_not_there_is_noticed_at_once() -> None:
    with closing(socket.socket()) as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    with pytest.raises(ModelError, match=f"the server at {address} did not answer within 1 s"):
        load(f"openai:m@{address}")


def test_a_server_that_takes_the_call_and_says_nothing_is_noticed_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai, "CONNECT_SECONDS", 0.3)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(ModelError, match=r"did not answer within 0\.3 s"):
            load(f"openai:m@{address}")
