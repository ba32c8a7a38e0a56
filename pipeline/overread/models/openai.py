"""The server backend: any OpenAI-compatible server (vLLM, llama.cpp, Ollama, TGI), through langchain-openai."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from overread.models import LanguageModel, ModelError, backend
from overread.prompts import Decoding, Turn

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

    from overread.models import Chat

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0
RETRIES = 1


@backend("openai")
def load(target: str) -> LanguageModel:
    """Return the model NAME of the server at URL, from `NAME@URL`; report text is sent to that server and nowhere else.

    The key, if the server wants one, is read from OVERREAD_API_KEY. The weights cannot be seen, so there is no digest.
    """
    name, at, url = target.rpartition("@")
    if not (at and name and url.startswith(("http://", "https://"))):
        raise ModelError(f"model 'openai:{target}': expected openai:NAME@URL, such as openai:my-model@http://127.0.0.1:8000/v1")
    _knock(url)
    return LanguageModel(f"openai:{target}", None, lambda decoding, seed: _chat(name, url, decoding, seed))


def _key() -> str:
    return os.environ.get("OVERREAD_API_KEY") or "none"


def _knock(url: str) -> None:
    """Raise ModelError unless something at the address speaks HTTP, so that a dead server is noticed before the first study."""
    import openai

    client = openai.OpenAI(base_url=url, api_key=_key(), timeout=CONNECT_SECONDS, max_retries=0)
    try:
        client.models.with_raw_response.list()
    except openai.APIConnectionError as error:
        raise ModelError(f"the server at {url} did not answer within {CONNECT_SECONDS:g} s") from error
    except openai.AuthenticationError as error:
        raise ModelError(f"the server at {url} refused the key; set OVERREAD_API_KEY") from error
    except openai.APIStatusError:
        pass
    finally:
        client.close()


def _chat(name: str, url: str, decoding: Decoding, seed: int) -> Chat:
    import openai
    from langchain_core.runnables import RunnableLambda
    from langchain_openai.chat_models.base import BaseChatOpenAI
    from pydantic import SecretStr

    chat = BaseChatOpenAI(
        model=name,
        base_url=url,
        api_key=SecretStr(_key()),
        timeout=openai.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
        max_retries=RETRIES,
        max_tokens=decoding.max_tokens,
        temperature=decoding.temperature,
        top_p=decoding.top_p,
        stop_sequences=list(decoding.stop) or None,
        seed=seed,
        logprobs=True,
    )

    def ask(turns: Sequence[Turn], **options: Any) -> AIMessage:
        try:
            return chat.invoke(turns, **options)
        except openai.APITimeoutError as error:
            raise ModelError(f"the server at {url} did not answer within {ANSWER_SECONDS:g} s") from error
        except openai.APIConnectionError as error:
            raise ModelError(f"the server at {url} broke the connection off, or is not there any more") from error
        except openai.APIStatusError as error:
            raise ModelError(f"the server at {url} answered with status {error.status_code} for model {name!r}") from error
        except (openai.OpenAIError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise ModelError(f"the server at {url} did not answer with a chat completion ({type(error).__name__})") from error

    return RunnableLambda(ask)
