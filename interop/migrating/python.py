"""Runs the Python of docs/migrating on request.

stdin:  {"distribution": name, "imports": code, "values": {name: value}, "cells": [expression], "programs": [code]}
stdout: {"cells": [{"value"} | {"error", "message"}], "programs": [output], "version": version} or {"missing": reason}
"""
import contextlib
import copy
import io
import json
import sys
import time
import urllib.request
import warnings
from datetime import datetime, timedelta, timezone
from importlib.metadata import version


def shown(value):
    """As JSON: bytes as text, keys as JWKs."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, dict):
        return {shown(name): shown(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    if hasattr(value, "to_dict"):
        return shown(value.to_dict())
    if hasattr(value, "Algorithm"):  # a PyJWK
        return json.loads(value.Algorithm.to_jwk(value.key))
    return value


def this_second():
    """One that has just begun, so that it still lasts when it is looked at."""
    time.sleep(-time.time() % 1 if time.time() % 1 > 0.5 else 0)
    return int(time.time())


def cell(code, scope):
    try:
        return {"value": shown(eval(code, scope))}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def program(code):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(code, {})
    return output.getvalue()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    values = request["values"]
    # The network, for a client of key sets.
    urllib.request.urlopen = lambda *_, **__: io.StringIO(json.dumps(values["key_set"]))
    scope = {"json": json, "this_second": this_second, "datetime": datetime, "timedelta": timedelta, "timezone": timezone}
    try:
        exec(request["imports"], scope)
    except ImportError as error:
        json.dump({"missing": str(error)}, sys.stdout)
    else:
        answer = {
            "version": version(request["distribution"]),
            "cells": [cell(code, {**scope, **copy.deepcopy(values)}) for code in request["cells"]],
            "programs": [program(code) for code in request["programs"]],
        }
        json.dump(answer, sys.stdout)
