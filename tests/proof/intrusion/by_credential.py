"""Attempts with credentials that are none, at every operation of the API."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from domain.credentials import Role
from tests.proof.intrusion.doors import Doors
from tests.proof.intrusion.operations import Operation, operations
from tests.proof.intrusion.two_shops import ELSEWHERE, HERE, VICTIMS_HERE
from tests.proof.intrusion.verdict import Answer, Report

_GUESSED = "kf_admin_qinfang_" + "A" * 43


async def headers(doors: Doors) -> dict[str, dict[str, str]]:
    """By name, what stands in the Authorization header; none of it is a credential."""
    secret, real = doors.token_secret, doors.credentials.customer_token(HERE, VICTIMS_HERE[0].card.id)
    revoked = await doors.credentials.create_key(HERE, Role.ADMIN)
    (newest,) = (await doors.credentials.keys(HERE))[-1:]
    await doors.credentials.revoke_key(HERE, newest.key_id)
    live = await doors.credentials.create_key(HERE, Role.ADMIN)
    bearer = {
        **_unsigned(),
        **_forged(secret),
        "payload of another under a real signature": _swapped(real),
        "signature cut short": real[:-4],
        "signature empty": real.rsplit(".", 1)[0] + ".",
        "two tokens": f"{real}{real}",
        "guessed key": _GUESSED,
        "revoked key": revoked,
        "key cut short": live[:-1],
        "key with one more": f"{live}A",
        "key in capitals": live.upper(),
        "empty": "",
        "null": "null",
        "undefined": "undefined",
        "customer id": VICTIMS_HERE[0].card.id,
    }
    return {
        "no header": {},
        "basic": {"Authorization": "Basic " + base64.b64encode(f"admin:{live}".encode()).decode()},
        "key in another header": {"X-Api-Key": live},
        "key as cookie": {"Cookie": f"Authorization=Bearer {live}; token={live}"},
        **{name: {"Authorization": f"Bearer {text}"} for name, text in bearer.items()},
    }


def _claims(**more: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {"sub": VICTIMS_HERE[0].card.id, "shop": HERE, "iat": now, "exp": now + timedelta(hours=1)} | more


def _unsigned() -> dict[str, str]:
    """alg none, in the spellings that parsers have fallen for."""
    claims = {key: value.timestamp() if isinstance(value, datetime) else value for key, value in _claims().items()}

    def part(data: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")

    return {
        f"alg {alg!r}": f"{part({'alg': alg, 'typ': 'JWT'})}.{part(claims)}."
        for alg in ("none", "None", "NONE", "nOnE", "", None)
    }


def _forged(secret: str) -> dict[str, str]:
    past = datetime.now(UTC) - timedelta(hours=2)
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    found = {f"signed with {guess!r}": jwt.encode(_claims(), guess, "HS256") for guess in ("secret", "kefu", HERE, "x")}
    found |= {f"signed by {alg}": jwt.encode(_claims(), secret, alg) for alg in ("HS384", "HS512")}
    found["signed by RS256"] = jwt.encode(_claims(), key, "RS256")
    found["expired"] = jwt.encode(_claims(exp=past), secret, "HS256")
    found["not yet valid"] = jwt.encode(_claims(nbf=datetime.now(UTC) + timedelta(hours=2)), secret, "HS256")
    for field in ("exp", "sub", "shop"):
        without = {key: value for key, value in _claims().items() if key != field}
        found[f"without {field}"] = jwt.encode(without, secret, "HS256")
    odd = {"shop": [[HERE, ELSEWHERE], "", None, "no-such-shop", "../qinfang"], "sub": [""], "exp": ["never"]}
    for field, values in odd.items():
        for value in values:
            # PyJWT itself won't sign some of these; anybody else may.
            found[f"{field} {value!r}"] = _signed(_claims(**{field: value}), secret)
    return found


def _signed(claims: dict[str, Any], secret: str) -> str:
    plain = {key: value.timestamp() if isinstance(value, datetime) else value for key, value in claims.items()}
    return jwt.PyJWS().encode(json.dumps(plain).encode(), secret, "HS256")


def _swapped(real: str) -> str:
    head, payload, signature = real.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["sub"] = VICTIMS_HERE[1].card.id
    other = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"{head}.{other}.{signature}"


async def by_credential(doors: Doors, report: Report, ids: dict[str, str], number: int) -> None:
    """So many attempts: each false credential at each operation in turn."""
    false = list((await headers(doors)).items())
    doorways: Iterator[Operation] = cycle(op for op in operations(doors.openapi) if op.protected)
    for n in range(number):
        name, sent = false[n % len(false)]
        operation = next(doorways)
        method, path, body = operation.request(lambda field: ids.get(field, "x_1"))
        answer = Answer.of(await doors.client.request(method, path, json=body, headers=sent))
        report.attempts[f"credential: {name}"] += 1
        report.statuses[answer.status] += 1
        what = f"{name} at {method} {operation.path}"
        report.told(what, answer.text, "")
        if answer.status >= 500:
            report.failed.append(what)
        elif answer.status != 401:
            report.disclosures.append(f"{what}: {answer.status} in place of 401")
