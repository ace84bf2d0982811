"""Prints the JSON serializations and the unencoded or detached payloads that jwcrypto makes, as a JSON array.

Run by interop/record/tokens.mjs; alone: `/usr/bin/python3 interop/record/jwcrypto-json.py`.
"""
import json
from pathlib import Path

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

KEYS = json.loads((Path(__file__).parents[2] / "conformance/vectors/keys.json").read_text())
TEXT = "It’s a dangerous business, Frodo, going out your door."


def sign(payload, *signers):
    """A JWS with one signature per (name of the key, protected header, unprotected header)."""
    token = JWS(payload)
    for name, protected, header in signers:
        token.add_signature(JWK(**KEYS[name]["private"]), protected=json.dumps(protected), header=header)
    return token


def entry(name, serialization, token, payload, *signers, **more):
    """One entry for each signature, with the key that verifies it."""
    return [
        {"name": name, "serialization": serialization, "token": token, "payload": payload, "keyName": key,
         "header": {**protected, **(header or {})}, **more}
        for key, protected, header in signers
    ]


es256 = ("ES256", {"alg": "ES256"}, {"kid": "test-ES256"})
rs256 = ("RS256", {"alg": "RS256", "typ": "JOSE+JSON"}, None)
ps512 = ("RS256", {"alg": "PS512"}, {"kid": "test-RS256"})
ed448 = ("Ed448", {"alg": "EdDSA"}, None)
unencoded = ("HS256", {"alg": "HS256", "b64": False, "crit": ["b64"]}, None)
unencoded_es256 = ("ES256", {"alg": "ES256", "b64": False, "crit": ["b64"]}, None)

entries = []
entries += entry("flattened", "flattened", json.loads(sign(TEXT.encode(), es256).serialize()), TEXT, es256)
entries += entry("flattened", "flattened", json.loads(sign(TEXT.encode(), rs256).serialize()), TEXT, rs256)
three = sign(TEXT.encode(), es256, ps512, ed448)
entries += entry("general", "general", json.loads(three.serialize()), TEXT, es256, ps512, ed448)

# jwcrypto keeps an unencoded payload as it was given, so only text can go into its JSON.
entries += entry("unencoded", "flattened", json.loads(sign("$.02", unencoded).serialize()), "$.02", unencoded)
for signer in (unencoded, unencoded_es256, ("ES384", {"alg": "ES384"}, None)):
    token = sign("$.02", signer)
    token.detach_payload()
    name = "unencoded, detached" if "b64" in signer[1] else "detached"
    entries += entry(name, "compact", token.serialize(compact=True), "$.02", signer, detached=True)

print(json.dumps(entries))
