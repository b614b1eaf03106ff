"""/docs: the OpenAPI description as one plain page.

In:  the description that FastAPI makes
Out: HTML without scripts, with its style inside; it loads nothing at all
Why: FastAPI's own page loads its scripts from a content delivery network, so it stays blank on a
     machine without a network; packages that carry those scripts add 3 MB for a page of six tables
"""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from typing import Any

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc } h3 { margin-top: 2rem }
code, pre { font: 14px/1.5 ui-monospace, monospace; background: #f4f4f4; color: #222 }
pre { padding: .8rem; overflow-x: auto }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .3rem .8rem }
tr { border-top: 1px solid #ddd; vertical-align: top }
"""
STYLE_DIGEST = "sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_EXAMPLE = """curl -H 'Content-Type: application/json' http://127.0.0.1:8000/matches \\
     -d '{"vacancy": "Wij vragen: ervaring met Python en SQL.", "top": 3}'
curl http://127.0.0.1:8000/matches/file -F file=@vacancy.pdf -F must=Kubernetes -F weight=1=2"""


def docs_page(description: Mapping[str, Any]) -> str:
    """Return the page for an OpenAPI 3.1 description."""
    info = description["info"]
    routes = [
        _route(method, path, operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]
    schemas = description["components"]["schemas"]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"<p>{escape(info['description'])}</p><pre>{escape(_EXAMPLE)}</pre>"
        '<p>For programs: <a href="/openapi.json">openapi.json</a></p>'
        f"<h2>Routes</h2>{''.join(routes)}"
        f"<h2>Forms</h2>{''.join(_schema(name, schema) for name, schema in schemas.items())}"
        "</body></html>"
    )


def _route(method: str, path: str, operation: Mapping[str, Any]) -> str:
    bodies = operation.get("requestBody", {}).get("content", {})
    sent = [f"<p>Send {_media(kind, body)}</p>" for kind, body in bodies.items()]
    answers = [
        f"<tr><td>{escape(status)}</td><td>{escape(answer['description'])}</td><td>"
        f"{', '.join(_media(k, b) for k, b in answer.get('content', {}).items())}</td></tr>"
        for status, answer in operation["responses"].items()
    ]
    return (
        f"<h3><code>{method.upper()} {escape(path)}</code></h3>"
        f"<p>{escape(operation.get('description', ''))}</p>{''.join(sent)}"
        f"<table><tr><th>status</th><th>meaning</th><th>answer</th></tr>{''.join(answers)}</table>"
    )


def _media(kind: str, body: Mapping[str, Any]) -> str:
    return f"{_type(body.get('schema', {}))} as <code>{escape(kind)}</code>"


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    rows = [
        f"<tr><td><code>{escape(field)}</code></td><td>{_type(of)}</td>"
        f"<td>{'required' if field in required else ''}</td>"
        f"<td>{escape(of.get('description', ''))}</td></tr>"
        for field, of in schema.get("properties", {}).items()
    ]
    return (
        f'<h3 id="{escape(name)}">{escape(name)}</h3>'
        f"<p>{escape(schema.get('description', ''))}</p><table>{''.join(rows)}</table>"
    )


def _type(of: Mapping[str, Any]) -> str:
    """Return a type of JSON Schema in words, with links to the forms."""
    if "$ref" in of:
        name = escape(of["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in of:
        return " or ".join(_type(one) for one in of["anyOf"])
    if of.get("type") == "array":
        return f"list of {_type(of.get('items', {}))}"
    if of.get("type") == "object" and isinstance(of.get("additionalProperties"), dict):
        return f"object of {_type(of['additionalProperties'])}"
    if "contentMediaType" in of or of.get("format") == "binary":
        return "file"
    return escape(of.get("type", "anything"))
