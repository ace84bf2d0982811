"""Python implementations of JOSE that encrypt and decrypt on request.

Run: `python3 interop/peers/python_jwe_peers.py < requests.json`, which answers on stdout, or `... --list`.

stdin:  {"requests": [{"id", "op": "encrypt" | "decrypt", "implementation", "encryption",
                       "plaintext", "serialization", "recipients": [{"algorithm", "key", "header"?}],
                       "protected"?, "unprotected"?, "aad"? (encrypt),
                       "algorithm", "key", "token" (decrypt)}]}
stdout: {"results": [{"id", "ok": true, "token" | "plaintext"} | {"id", "ok": false, "error"}]}

Keys are JWKs: encrypting takes a public key (or secret), decrypting a private one. `--list` prints the implementations
that can be imported here: [{"implementation", "version", "algorithms", "encryptions", "curves", "serializations"}].
"""
import base64
import json
import sys
from importlib.metadata import version

CBC = ["A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"]
GCM = ["A128GCM", "A192GCM", "A256GCM"]


class JWCrypto:
    name = "jwcrypto"
    curves = ["P-256", "P-384", "P-521", "X25519", "X448"]
    serializations = ["compact", "flattened", "general"]

    def __init__(self):
        from jwcrypto import jwe, jwk

        self.jwe, self.jwk = jwe, jwk
        self.version = version("jwcrypto")
        self.encryptions = GCM + CBC
        # It has RSA1_5 too, and wants to be asked for it.
        self.algorithms = sorted(set(jwe.default_allowed_algs) - set(self.encryptions)) + ["RSA1_5"]

    def encrypt(self, request):
        recipients, aad = request["recipients"], request.get("aad")
        protected = {"enc": request["encryption"], **request.get("protected", {})}
        general = request["serialization"] == "general"
        if not general:
            protected = {"alg": recipients[0]["algorithm"], **protected}
        token = self.jwe.JWE(
            request["plaintext"].encode(),
            json.dumps(protected),
            unprotected=request.get("unprotected"),
            aad=None if aad is None else aad.encode(),
            algs=self.algorithms + self.encryptions,
        )
        for recipient in recipients:
            header = {"alg": recipient["algorithm"]} if general else {}
            header.update(recipient.get("header", {}))
            token.add_recipient(self.jwk.JWK(**recipient["key"]), header=json.dumps(header) if header else None)
        if request["serialization"] == "compact":
            return token.serialize(compact=True)
        return json.loads(token.serialize())

    def decrypt(self, request):
        raw = request["token"] if isinstance(request["token"], str) else json.dumps(request["token"])
        token = self.jwe.JWE(algs=[request["algorithm"], request["encryption"]])
        token.deserialize(raw, self.jwk.JWK(**request["key"]))
        return token.payload.decode()


class PythonJose:
    name = "python-jose"
    curves = []
    serializations = ["compact"]

    def __init__(self):
        from jose import jwe
        from jose.constants import ALGORITHMS

        self.jwe = jwe
        self.version = version("python-jose")
        # ALGORITHMS also lists what it has a name for and no code: GCMKW, ECDH-ES and PBES2.
        written = ["dir", "RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "A128KW", "A192KW", "A256KW"]
        self.algorithms = [name for name in written if name in ALGORITHMS.SUPPORTED]
        self.encryptions = GCM + CBC

    def encrypt(self, request):
        (recipient,) = request["recipients"]
        protected = request.get("protected", {})
        return self.jwe.encrypt(
            request["plaintext"].encode(),
            self.key(recipient["key"]),
            algorithm=recipient["algorithm"],
            encryption=request["encryption"],
            **protected,
        ).decode()

    def decrypt(self, request):
        plaintext = self.jwe.decrypt(request["token"], self.key(request["key"]))
        if plaintext is None:
            raise ValueError("the key does not fit")
        return plaintext.decode()

    def key(self, key):
        """A secret as octets: it takes a JWK for RSA only."""
        if key["kty"] != "oct":
            return key
        return base64.urlsafe_b64decode(key["k"] + "=" * (-len(key["k"]) % 4))


def installed():
    """The implementations that can be imported here, by name."""
    found = {}
    for implementation in (JWCrypto, PythonJose):
        try:
            found[implementation.name] = implementation()
        except ImportError:
            pass
    return found


def answer(implementations, request):
    try:
        implementation = implementations[request["implementation"]]
        if request["op"] == "encrypt":
            return {"id": request["id"], "ok": True, "token": implementation.encrypt(request)}
        return {"id": request["id"], "ok": True, "plaintext": implementation.decrypt(request)}
    except Exception as error:  # whatever a peer raises is its answer, not our failure
        return {"id": request["id"], "ok": False, "error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    implementations = installed()
    if "--list" in sys.argv:
        members = ["version", "algorithms", "encryptions", "curves", "serializations"]
        result = [
            {"implementation": name, **{member: getattr(peer, member) for member in members}}
            for name, peer in implementations.items()
        ]
    else:
        requests = json.load(sys.stdin)["requests"]
        result = {"results": [answer(implementations, request) for request in requests]}
    json.dump(result, sys.stdout)
