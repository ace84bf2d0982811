"""Python implementations of JOSE that sign and verify on request.

Run: `python3 interop/peers/python_peers.py < requests.json`, which answers on stdout, or `... --list`.

stdin:  {"requests": [{"id", "op": "sign" | "verify", "implementation", "algorithm",
                       "key": {"jwk"} | {"pem"} | {"secret"}, "claims" | "text" (sign), "token" (verify),
                       "header" (sign; more header parameters, optional)}]}
stdout: {"results": [{"id", "ok": true, "token" | "claims"} | {"id", "ok": false, "error"}]}

Signing takes a private key (or secret), verifying a public one; "claims" makes a JWT, "text" a bare JWS. `--list`
prints the implementations that can be imported here: [{"implementation", "version", "algorithms"}].
"""
import base64
import json
import sys
from importlib.metadata import version


class PythonJose:
    name = "python-jose"

    def __init__(self):
        from jose import jws, jwt
        from jose.constants import ALGORITHMS

        self.jws, self.jwt = jws, jwt
        self.version = version("python-jose")
        self.algorithms = sorted(ALGORITHMS.HMAC | ALGORITHMS.RSA_DS | ALGORITHMS.EC_DS)

    def sign(self, claims, key, algorithm, header):
        return self.jwt.encode(claims, self.key(key), algorithm=algorithm, headers=header)

    def verify(self, token, key, algorithm):
        return self.jwt.decode(token, self.key(key), algorithms=[algorithm], options={"verify_aud": False})

    def sign_text(self, text, key, algorithm, header):
        return self.jws.sign(text.encode(), self.key(key), algorithm=algorithm, headers=header)

    def key(self, key):
        return key.get("jwk") or key.get("pem") or key["secret"]


class PyJWT:
    name = "pyjwt"

    def __init__(self):
        import jwt
        from jwt.api_jws import PyJWS

        self.jwt, self.jws = jwt, PyJWS()
        self.version = jwt.__version__
        # PyJWT also has "ES521", a misspelling it keeps; it is no JOSE algorithm.
        self.algorithms = sorted(set(self.jws.get_algorithms()) - {"none", "ES521"})

    def sign(self, claims, key, algorithm, header):
        return self.jwt.encode(claims, self.key(key, algorithm), algorithm=algorithm, headers=header)

    def verify(self, token, key, algorithm):
        options = {"verify_aud": False}
        return self.jwt.decode(token, self.key(key, algorithm), algorithms=[algorithm], options=options)

    def sign_text(self, text, key, algorithm, header):
        return self.jws.encode(text.encode(), self.key(key, algorithm), algorithm=algorithm, headers=header)

    def key(self, key, algorithm):
        return self.jwt.PyJWK(key["jwk"], algorithm).key if "jwk" in key else key.get("pem") or key["secret"]


class JWCrypto:
    name = "jwcrypto"

    def __init__(self):
        from jwcrypto import jwk, jws, jwt

        self.jwk, self.jws, self.jwt = jwk, jws, jwt
        self.version = version("jwcrypto")
        self.algorithms = sorted(jws.default_allowed_algs)

    def sign(self, claims, key, algorithm, header):
        token = self.jwt.JWT(header={"alg": algorithm, "typ": "JWT", **(header or {})}, claims=claims)
        token.make_signed_token(self.key(key))
        return token.serialize()

    def verify(self, token, key, algorithm):
        return json.loads(self.jwt.JWT(jwt=token, key=self.key(key), algs=[algorithm]).claims)

    def sign_text(self, text, key, algorithm, header):
        token = self.jws.JWS(text.encode())
        token.add_signature(self.key(key), protected={"alg": algorithm, **(header or {})})
        return token.serialize(compact=True)

    def key(self, key):
        if "jwk" in key:
            return self.jwk.JWK(**key["jwk"])
        if "pem" in key:
            return self.jwk.JWK.from_pem(key["pem"].encode())
        return self.jwk.JWK(kty="oct", k=base64.urlsafe_b64encode(key["secret"].encode()).rstrip(b"=").decode())


class Authlib:
    name = "authlib"

    def __init__(self):
        from authlib.jose import JsonWebSignature, JsonWebToken

        self.JsonWebToken, self.jws = JsonWebToken, JsonWebSignature()
        self.version = version("Authlib")
        self.algorithms = sorted(set(JsonWebSignature.ALGORITHMS_REGISTRY) - {"none"})

    def sign(self, claims, key, algorithm, header):
        encode = self.JsonWebToken([algorithm]).encode
        return encode({"alg": algorithm, **(header or {})}, dict(claims), self.key(key)).decode()

    def verify(self, token, key, algorithm):
        claims = self.JsonWebToken([algorithm]).decode(token, self.key(key))
        claims.validate()
        return dict(claims)

    def sign_text(self, text, key, algorithm, header):
        protected = {"alg": algorithm, **(header or {})}
        return self.jws.serialize_compact(protected, text.encode(), self.key(key)).decode()

    def key(self, key):
        return key.get("jwk") or key.get("pem") or key["secret"]


def installed():
    """The implementations that can be imported here, by name."""
    found = {}
    for implementation in (PythonJose, PyJWT, JWCrypto, Authlib):
        try:
            found[implementation.name] = implementation()
        except ImportError:
            pass
    return found


def answer(implementations, request):
    key, algorithm = request["key"], request["algorithm"]
    try:
        implementation = implementations[request["implementation"]]
        if request["op"] == "sign":
            sign = implementation.sign if "claims" in request else implementation.sign_text
            content = request["claims"] if "claims" in request else request["text"]
            token = sign(content, key, algorithm, request.get("header"))
            return {"id": request["id"], "ok": True, "token": token}
        claims = implementation.verify(request["token"], key, algorithm)
        return {"id": request["id"], "ok": True, "claims": claims}
    except Exception as error:  # whatever a peer raises is its answer, not our failure
        return {"id": request["id"], "ok": False, "error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    implementations = installed()
    if "--list" in sys.argv:
        result = [
            {"implementation": name, "version": peer.version, "algorithms": peer.algorithms}
            for name, peer in implementations.items()
        ]
    else:
        requests = json.load(sys.stdin)["requests"]
        result = {"results": [answer(implementations, request) for request in requests]}
    json.dump(result, sys.stdout)
