"""Keys of python's cryptography: a JSON list of questions in, a JSON list of answers out; octets in base64. `--version` prints the package's."""
import base64
import json
import sys

import cryptography
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa, utils

curves = {'ES256': ec.SECP256R1, 'ES384': ec.SECP384R1, 'ES512': ec.SECP521R1, 'ES256K': ec.SECP256K1}
digests = {'256': hashes.SHA256, '384': hashes.SHA384, '512': hashes.SHA512}
oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def made(algorithm):
    if algorithm in curves:
        return ec.generate_private_key(curves[algorithm]())
    if algorithm == 'Ed25519':
        return ed25519.Ed25519PrivateKey.generate()
    if algorithm == 'Ed448':
        return ed448.Ed448PrivateKey.generate()
    return rsa.generate_private_key(65537, 2048)


def arguments(algorithm):
    """What comes after the data, in `sign` and `verify`."""
    if algorithm.startswith('Ed'):
        return []
    digest = digests[algorithm[2:5]]()
    if algorithm.startswith('ES'):
        return [ec.ECDSA(digest)]
    if algorithm.startswith('PS'):
        return [padding.PSS(padding.MGF1(digest), digest.digest_size), digest]
    return [padding.PKCS1v15(), digest]


def answer(question):
    ask, algorithm = question['ask'], question.get('algorithm', '')
    if ask == 'make':
        key = made(algorithm)
        private = key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
        public = key.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)
        return {'private': private.decode(), 'public': public.decode()}
    data, key = base64.b64decode(question['data']), question['key'].encode()
    if ask == 'sign':
        private = s.load_pem_private_key(key, None)
        octets = private.sign(data, *arguments(algorithm))
        if algorithm in curves:
            width = (private.curve.key_size + 7) // 8
            octets = b''.join(number.to_bytes(width, 'big') for number in utils.decode_dss_signature(octets))
    elif ask == 'verify':
        octets = base64.b64decode(question['signature'])
        if algorithm in curves:
            half = len(octets) // 2
            octets = utils.encode_dss_signature(int.from_bytes(octets[:half], 'big'), int.from_bytes(octets[half:], 'big'))
        try:
            s.load_pem_public_key(key).verify(octets, data, *arguments(algorithm))
            octets = b'\1'
        except InvalidSignature:
            octets = b'\0'
    elif ask == 'encrypt':
        octets = s.load_pem_public_key(key).encrypt(data, oaep)
    else:
        octets = s.load_pem_private_key(key, None).decrypt(data, oaep)
    return base64.b64encode(octets).decode()


if '--version' in sys.argv:
    print('python cryptography', cryptography.__version__)
else:
    print(json.dumps([answer(question) for question in json.load(sys.stdin)]))
