"""Writes conformance/vectors/primitives: run with Python 3, `cryptography` ≥ 44 and JOSE_VECTORS naming the folder that holds rfc7520/.

Keys, messages and other inputs are those of the document that each value names; every answer is computed here by OpenSSL (zlib for
DEFLATE), and where the document prints the answer it is written here too and compared.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import zlib

from cryptography.hazmat.primitives import hashes, keywrap, padding as block
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa, utils, x448, x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

here = os.path.dirname(os.path.abspath(__file__))
root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, '..', '..')
vectors = os.path.join(root, 'conformance', 'vectors')
shared = os.environ.get('JOSE_VECTORS', os.path.join(root, '..', 'shared', 'vectors'))
made = 'OpenSSL 3'
HASHES = {'SHA-1': hashes.SHA1(), 'SHA-256': hashes.SHA256(), 'SHA-384': hashes.SHA384(), 'SHA-512': hashes.SHA512()}
CURVES = {'P-256': ec.SECP256R1(), 'P-384': ec.SECP384R1(), 'P-521': ec.SECP521R1(), 'secp256k1': ec.SECP256K1()}
WIDTHS = {'P-256': 32, 'P-384': 48, 'P-521': 66, 'secp256k1': 32}
HASH_OF = {'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512', 'secp256k1': 'SHA-256'}


def octets(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def number(text):
    return int.from_bytes(octets(text), 'big')


def minimal(value):
    return b64(value.to_bytes((value.bit_length() + 7) // 8, 'big'))


def write(name, content):
    with open(os.path.join(vectors, 'primitives', name), 'w') as file:
        file.write(json.dumps({'script': 'interop/record/make-primitives.py', **content}, indent=2, ensure_ascii=False) + '\n')


def rfc7520(name):
    with open(os.path.join(shared, 'rfc7520', name)) as file:
        return json.load(file)


def same(found, printed):
    assert found == bytes.fromhex(printed.replace(' ', '')), (found.hex(), printed)
    return found.hex()


# Keys

def rsa_jwk(n, d, e='AQAB'):
    p, q = rsa.rsa_recover_prime_factors(number(n), number(e), number(d))
    return rsa_members(n, e, d, p, q)


def rsa_members(n, e, d, p, q):
    k = number(d)
    return {'kty': 'RSA', 'n': n, 'e': e, 'd': d, 'p': minimal(p), 'q': minimal(q), 'dp': minimal(k % (p - 1)),
            'dq': minimal(k % (q - 1)), 'qi': minimal(pow(q, -1, p))}


def rsa_key(jwk):
    p, q, d, dp, dq, qi, e, n = (number(jwk[name]) for name in ('p', 'q', 'd', 'dp', 'dq', 'qi', 'e', 'n'))
    return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, rsa.RSAPublicNumbers(e, n)).private_key()


def ec_jwk(crv, d):
    numbers = ec.derive_private_key(d, CURVES[crv]).public_key().public_numbers()
    width = WIDTHS[crv]
    x, y, d = (b64(value.to_bytes(width, 'big')) for value in (numbers.x, numbers.y, d))
    return {'kty': 'EC', 'crv': crv, 'x': x, 'y': y, 'd': d}


def ec_key(jwk):
    return ec.derive_private_key(number(jwk['d']), CURVES[jwk['crv']])


def bare(jwk):
    """The members that are numbers."""
    order = ['kty', 'crv', 'n', 'e', 'x', 'y', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'k']
    return {name: jwk[name] for name in order if name in jwk}


def public(jwk):
    return {name: value for name, value in jwk.items() if name in ('kty', 'crv', 'n', 'e', 'x', 'y')}


with open(os.path.join(vectors, 'keys.json')) as file:
    tests = json.load(file)
test_rsa = rsa_key(tests['RS256']['private'])

# The keys of RFC 7516 A.1 and A.2, of which n and d are enough.
oaep_jwk = rsa_jwk(
    'oahUIoWw0K0usKNuOR6H4wkf4oBUXHTxRvgb48E-BVvxkeDNjbC4he8rUWcJoZmds2h7M70imEVhRU5djINXtqllXI4DFqcI1DgjT9LewND8MW2Krf3Spsk_ZkoFnilakGygTwpZ3uesH-PFABNIUYpOiN15dsQRkgr0vEhxN92i2asbOenSZeyaxziK72UwxrrKoExv6kc5twXTq4h-QChLOln0_mtUZwfsRaMStPs6mS6XrgxnxbWhojf663tuEQueGC-FCMfra36C9knDFGzKsNa7LZK2djYgyD3JR_MB_4NUJW_TqOQtwHYbxevoJArm-L5StowjzGy-_bq6Gw',
    'kLdtIj6GbDks_ApCSTYQtelcNttlKiOyPzMrXHeI-yk1F7-kpDxY4-WY5NWV5KntaEeXS1j82E375xxhWMHXyvjYecPT9fpwR_M9gV8n9Hrh2anTpTD93Dt62ypW3yDsJzBnTnrYu1iwWRgBKrEYY46qAZIrA2xAwnm2X7uGR1hghkqDp0Vqj3kbSCz1XyfCs6_LehBwtxHIyh8Ripy40p24moOAbgxVw3rxT_vlt3UVe4WO3JkJOzlpUf-KTVI2Ptgm-dARxTEtE-id-4OJr0h-K-VFs3VSndVTIznSxfyrj8ILL6MG_Uv8YAu7VILSB3lOW085-4qE3DzgrTjgyQ')
rsa15_jwk = rsa_jwk(
    'sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw',
    'VFCWOqXr8nvZNyaaJLXdnNPXZKRaWCjkU5Q2egQQpTBMwhprMzWzpR8Sxq1OPThh_J6MUD8Z35wky9b8eEO0pwNS8xlh1lOFRRBoNqDIKVOku0aZb-rynq8cxjDTLZQ6Fz7jSjR1Klop-YKaUHc9GsEofQqYruPhzSA-QgajZGPbE_0ZaVDJHfyd7UUBUKunFMScbflYAAOYJqVIVwaYR5zWEEceUjNnTNo_CVSj-VvXLO5VZfCUAVLgW4dpf1SrtZjSt34YLsRarSb127reG_DUwg9Ch-KyvjT1SkHgUWRVGcyly7uvVGRSDwsXypdrNinPA4jlhoNdizK2zF2CWQ')

# Digests: the messages of FIPS 180 and NIST's examples.
long_message = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'
printed = {
    ('SHA-1', 'abc'): 'a9993e364706816aba3e25717850c26c9cd0d89d',
    ('SHA-256', 'abc'): 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ('SHA-384', 'abc'): 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
    ('SHA-512', 'abc'): 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    ('SHA-1', ''): 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    ('SHA-256', ''): 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
}
digests = []
for hash_name in HASHES:
    for text in ('', 'abc', long_message):
        digest = hashlib.new(hash_name.replace('-', ''), text.encode()).digest()
        if (hash_name, text) in printed:
            same(digest, printed[hash_name, text])
        digests.append({'name': f"{hash_name} of {len(text)} octets", 'source': 'FIPS 180-4, NIST examples', 'hash': hash_name,
                        'text': text, 'digest': digest.hex()})
million = {hash_name: hashlib.new(hash_name.replace('-', ''), b'a' * 1_000_000).hexdigest() for hash_name in HASHES}
write('digests.json', {'digests': digests, 'millionTimesA': million})

# MACs
macs = []


def add_mac(name, source, hash_name, key, data, printed=None):
    tag = hmac.new(key, data, hash_name.replace('-', '')).digest()
    if printed is not None:
        assert tag.hex().startswith(printed), (name, tag.hex())
    macs.append({'name': name, 'source': source, 'primitive': {'name': 'HMAC', 'hash': hash_name}, 'key': key.hex(),
                 'data': data.hex(), 'tag': tag.hex()})


rfc4231 = {
    1: (b'\x0b' * 20, b'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b'),
    2: (b'Jefe', b'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c7'),
    3: (b'\xaa' * 20, b'\xdd' * 50, '773ea91e36800e46854db8ebd09181a7'),
    4: (bytes(range(1, 26)), b'\xcd' * 50, '82558a389a443c0ea4cc819899f2083a'),
    6: (b'\xaa' * 131, b'Test Using Larger Than Block-Size Key - Hash Key First', '60e431591ee0b67f0d8a26aacbf5b77f'),
    7: (b'\xaa' * 131, b'This is a test using a larger than block-size key and a larger than block-size data. '
        b'The key needs to be hashed before being used by the HMAC algorithm.', '9b09ffa71b942fcb27635fbcd5b0e944'),
}
for case, (key, data, start) in rfc4231.items():
    for hash_name in ('SHA-256', 'SHA-384', 'SHA-512'):
        add_mac(f'§4.{case + 1} {hash_name}', 'RFC 4231', hash_name, key, data, start if hash_name == 'SHA-256' else None)
for case, key, data, start in (
    (1, b'\x0b' * 20, b'Hi There', 'b617318655057264e28bc0b6fb378c8ef146be00'),
    (2, b'Jefe', b'what do ya want for nothing?', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'),
    (3, b'\xaa' * 20, b'\xdd' * 50, '125d7342b9ac11cd91a39af48aa17b4f63f175d3'),
    (6, b'\xaa' * 80, b'Test Using Larger Than Block-Size Key - Hash Key First', 'aa4ae5e15272d00e95705637ce8a3b55ed402112'),
):
    add_mac(f'§3 case {case} SHA-1', 'RFC 2202', 'SHA-1', key, data, start)

# Ciphers
ciphers = []


def add_cipher(name, source, mode, key, iv, plaintext, additional=b'', printed=None):
    if mode == 'AES-GCM':
        ciphertext = AESGCM(key).encrypt(iv, plaintext, additional)
    else:
        ciphertext = cbc(key, iv, plaintext)
    if printed is not None:
        text = printed.replace(' ', '')
        assert ciphertext.hex().startswith(text), (name, ciphertext.hex())
    ciphers.append({'name': name, 'source': source, 'primitive': {'name': mode, 'bits': len(key) * 8}, 'key': key.hex(),
                    'iv': iv.hex(), 'additional': additional.hex(), 'plaintext': plaintext.hex(), 'ciphertext': ciphertext.hex()})


def cbc(key, iv, plaintext, padded=True):
    if padded:
        padder = block.PKCS7(128).padder()
        plaintext = padder.update(plaintext) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(plaintext) + encryptor.finalize()


# The GCM specification of McGrew and Viega, appendix B, those of 96-bit IVs.
gcm_key = bytes.fromhex('feffe9928665731c6d6a8f9467308308')
gcm_iv = bytes.fromhex('cafebabefacedbaddecaf888')
gcm_text = bytes.fromhex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255')
gcm_aad = bytes.fromhex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
tags = {
    (16, 0): '58e2fccefa7e3061367f1d57a4e7455a', (16, 1): '0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf',
    (24, 0): 'cd33b28ac773f74ba00ed1f312572435', (24, 1): '98e7247c07f0fe411c267e4384b0f6002ff58d80033927ab8ef4d4587514f0fb',
    (32, 0): '530f8afbc74536b9a963b4f1c4cb738b', (32, 1): 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
}
for size, first in ((16, 1), (24, 7), (32, 13)):
    source = 'The Galois/Counter Mode of Operation, appendix B'
    key = (gcm_key * 2)[:size]
    add_cipher(f'test case {first}', source, 'AES-GCM', bytes(size), bytes(12), b'', b'', tags[size, 0])
    add_cipher(f'test case {first + 1}', source, 'AES-GCM', bytes(size), bytes(12), bytes(16), b'', tags[size, 1])
    add_cipher(f'test case {first + 2}', source, 'AES-GCM', key, gcm_iv, gcm_text)
    add_cipher(f'test case {first + 3}', source, 'AES-GCM', key, gcm_iv, gcm_text[:60], gcm_aad)
assert ciphers[3]['ciphertext'].endswith('5bc94fbc3221a5db94fae95ae7121a47')
assert ciphers[11]['ciphertext'].endswith('76fc6ece0f4e1768cddf8853bb2d551b')
a1 = ('eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ', '48V1_ALb6US04U3b',
      '5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A', 'XFBoMYUZodetZdvTiFvSkQ')
a1_cek = bytes([177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7, 110, 91, 112, 46, 34,
                105, 47, 130, 203, 46, 122, 234, 64, 252])
add_cipher('A.1 content', 'RFC 7516', 'AES-GCM', a1_cek, octets(a1[1]),
           b'The true sign of intelligence is not knowledge but imagination.', a1[0].encode(),
           (octets(a1[2]) + octets(a1[3])).hex())
for size in (1, 15, 16, 17):
    add_cipher(f'{size} octets', made, 'AES-GCM', gcm_key, gcm_iv, gcm_text[:size], gcm_aad[:size])

# SP 800-38A F.2, which has no padding: a block of it follows here.
cbc_iv = bytes(range(16))
cbc_text = bytes.fromhex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710')
for part, key, start in (
    (1, '2b7e151628aed2a6abf7158809cf4f3c', '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7'),
    (3, '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', '4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd'),
    (5, '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b'),
):
    add_cipher(f'F.2.{part}', 'SP 800-38A, with padding', 'AES-CBC', bytes.fromhex(key), cbc_iv, cbc_text, b'', start)
cek2 = bytes([4, 211, 31, 197, 84, 157, 252, 254, 11, 100, 157, 250, 63, 170, 106, 206, 107, 124, 212, 45, 111, 107, 9, 219,
              200, 177, 0, 240, 143, 156, 44, 207])
add_cipher('A.2 content', 'RFC 7516', 'AES-CBC', cek2[16:], bytes([3, 22, 60, 12, 43, 67, 104, 105, 108, 108, 105, 99, 111, 116, 104, 101]),
           b'Live long and prosper.', b'', bytes([40, 57, 83, 181, 119, 33, 133, 148, 198, 185, 243, 24, 152, 230, 6, 75, 129, 223, 127,
                                                  19, 210, 82, 183, 230, 168, 33, 215, 104, 143, 112, 56, 102]).hex())
appendix_b = (b'A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience')
appendix_b_iv = bytes.fromhex('1af38c2dc2b96ffdd86694092341bc04')
appendix_b_aad = b'The second principle of Auguste Kerckhoffs'
for part, size, hash_name, start, tag in (
    (1, 16, 'SHA-256', 'c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9a94ac9b47ad2655c5f10f9aef71427e2', '652c3fa36b0a7c5b3219fab3a30bc1c4'),
    (2, 24, 'SHA-384', 'ea65da6b59e61edb419be62d19712ae5d303eeb50052d0dfd6697f77224c8edb', '8490ac0e58949bfe51875d733f93ac2075168039ccc733d7'),
    (3, 32, 'SHA-512', '4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd', '4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5'),
):
    key = bytes(range(size * 2))
    add_cipher(f'B.{part}', 'RFC 7518', 'AES-CBC', key[size:], appendix_b_iv, appendix_b, b'', start)
    whole = appendix_b_aad + appendix_b_iv + bytes.fromhex(ciphers[-1]['ciphertext']) + (len(appendix_b_aad) * 8).to_bytes(8, 'big')
    add_mac(f'B.{part}', 'RFC 7518', hash_name, key[:size], whole, tag)
write('macs.json', {'macs': macs})
for size in (0, 1, 15, 16, 17):
    add_cipher(f'{size} octets', made, 'AES-CBC', cbc_iv, cbc_iv[::-1], gcm_text[:size])
endings = {
    'a length of 0': '00', 'a length of 17': '11', 'a length of 255': 'ff', 'a 3 before 02': '0302', 'a 1 before 02': '0102',
    '16 but for its first octet': '00' + '10' * 15, '16 but for its last but one': '10' * 14 + '0f10',
    'ISO 7816, 80 00': '8000', 'ANSI X9.23, 00 00 03': '000003',
}
bad = [{'name': name, 'primitive': {'name': 'AES-CBC', 'bits': len(key) * 8}, 'key': key.hex(), 'iv': cbc_iv.hex(),
        'ciphertext': cbc(key, cbc_iv, (gcm_text[:16 + lead] + b'\xaa' * 16)[:(16 + lead) - len(ending) // 2] + bytes.fromhex(ending), False).hex()}
       for key in (cbc_iv, cbc_iv * 2) for lead in (0, 16) for name, ending in endings.items()]
for each in bad:
    each['name'] += f", {len(each['ciphertext']) // 32} blocks"
large = AESGCM(gcm_key).encrypt(gcm_iv, bytes(100_001), gcm_aad)
large_cbc = cbc(gcm_key, cbc_iv, bytes(100_001))
write('ciphers.json', {'ciphers': ciphers, 'badPadding': bad, 'large': [
    {'primitive': {'name': 'AES-GCM', 'bits': 128}, 'key': gcm_key.hex(), 'iv': gcm_iv.hex(), 'additional': gcm_aad.hex(),
     'zeros': 100_001, 'end': large[-16:].hex()},
    {'primitive': {'name': 'AES-CBC', 'bits': 128}, 'key': gcm_key.hex(), 'iv': cbc_iv.hex(), 'additional': '',
     'zeros': 100_001, 'end': large_cbc[-16:].hex()}]})

# Wrapping
wraps = []


def add_wrap(name, source, primitive, key, octets, wrapped):
    wraps.append({'name': name, 'source': source, 'primitive': primitive, 'key': key, 'octets': octets.hex(), 'wrapped': wrapped.hex()})


def add_aes_kw(name, source, key, data, printed=None):
    wrapped = keywrap.aes_key_wrap(key, data)
    if printed is not None:
        same(wrapped, printed)
    add_wrap(name, source, {'name': 'AES-KW', 'bits': len(key) * 8}, {'kty': 'oct', 'k': b64(key)}, data, wrapped)


kek, data = bytes(range(32)), bytes.fromhex('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f')
for part, bits, size, text in (
    (1, 128, 16, '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5'),
    (2, 192, 16, '96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d'),
    (3, 256, 16, '64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7'),
    (4, 192, 24, '031d33264e15d33268f24ec260743edce1c6c7ddee725a936ba814915c6762d2'),
    (5, 256, 24, 'a8f9bc1612c68b3ff6e6f4fbe30e71e4769c8b80a32cb8958cd5d17d6b254da1'),
    (6, 256, 32, '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'),
):
    add_aes_kw(f'§4.{part}', 'RFC 3394', kek[:bits // 8], data[:size], text)
add_aes_kw('A.3', 'RFC 7516', octets('GawgguFyGrWKav7AX4VKUg'), cek2, octets('6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ').hex())
for size in (48, 64):
    for bits in (128, 192, 256):
        add_aes_kw(f'{size} octets', made, kek[:bits // 8], (data * 2)[:size])


def oaep(hash_name):
    return padding.OAEP(padding.MGF1(HASHES[hash_name]), HASHES[hash_name], None)


def pads_of(primitive):
    return oaep(primitive['hash']) if 'hash' in primitive else padding.PKCS1v15()


def add_rsa(name, source, primitive, key, jwk, data, wrapped=None, leading_zero=False):
    private = rsa_key(jwk)
    while wrapped is None:
        wrapped = private.public_key().encrypt(data, pads_of(primitive))
        if leading_zero and wrapped[0] != 0:
            wrapped = None
    assert private.decrypt(wrapped, pads_of(primitive)) == data, name
    add_wrap(name, source, primitive, key, data, wrapped)


rsa15 = {'name': 'RSAES-PKCS1-v1_5'}
example = rfc7520('jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2.json')
add_rsa('A.2', 'RFC 7516', rsa15, rsa15_jwk, rsa15_jwk, cek2, octets(
    'UGhIOguC7IuEvf_NPVaXsGMoLOmwvc1GyqlIKOK1nN94nHPoltGRhWhw7Zx0-kFm1NJn8LE9XShH59_i8J0PH5ZZyNfGy2xGdULU7sHNF6Gp2vPLgNZ__deLKxGHZ7PcHALUzoOegEI-8E66jX2E4zyJKx-YxzZIItRzC5hlRirb6Y5Cl_p-ko3YvkkysZIFNPccxRU7qve1WYPxqbb2Yw8kZqa2rMWI5ng8OtvzlV7elprCbuPhcCdZ6XDP0_F8rkXds2vE4X-ncOIM8hAYHHi29NX0mcKiRaD0-D-ljQTP-cFPgwCp6X-nZZd9OHBv-B3oWh2TbqmScqXMR4gp_A'))
add_rsa('§5.1', 'RFC 7520', rsa15, bare(example['input']['key']), example['input']['key'], octets(example['generated']['cek']),
        octets(example['encrypting_key']['encrypted_key']))
add_rsa('A.1', 'RFC 7516', {'name': 'RSA-OAEP', 'hash': 'SHA-1'}, oaep_jwk, oaep_jwk, a1_cek, octets(
    'OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg'))
example = rfc7520('jwe/5_2.key_encryption_using_rsa-oaep_with_aes-gcm.json')
add_rsa('§5.2, 4096 bits', 'RFC 7520', {'name': 'RSA-OAEP', 'hash': 'SHA-1'}, bare(example['input']['key']), example['input']['key'],
        octets(example['generated']['cek']), octets(example['encrypting_key']['encrypted_key']))
test_jwk = tests['RS256']['private']
for hash_name in HASHES:
    primitive = {'name': 'RSA-OAEP', 'hash': hash_name}
    add_rsa(f'{hash_name}, 64 octets', made, primitive, 'RS256', test_jwk, (data * 2)[:64])
    add_rsa(f'{hash_name}, a ciphertext that begins with 0', made, primitive, 'RS256', test_jwk, data, None, True)
add_rsa('a ciphertext that begins with 0', made, rsa15, 'RS256', test_jwk, data, None, True)
write('wraps.json', {'wraps': wraps})

# Agreement
agreements = []
RAW = {'X25519': (x25519.X25519PrivateKey, x25519.X25519PublicKey), 'X448': (x448.X448PrivateKey, x448.X448PublicKey)}


def shared_secret(private, other):
    if private['kty'] == 'EC':
        return ec_key(private).exchange(ec.ECDH(), ec.EllipticCurvePublicNumbers(number(other['x']), number(other['y']), CURVES[other['crv']]).public_key())
    ours, theirs = RAW[private['crv']]
    return ours.from_private_bytes(octets(private['d'])).exchange(theirs.from_public_bytes(octets(other['x'])))


def add_agreement(name, source, private, other, printed=None):
    z = shared_secret(private, other)
    if printed is not None:
        same(z, printed)
    agreements.append({'name': name, 'source': source, 'primitive': {'name': 'ECDH', 'curve': private['crv']},
                       'private': bare(private), 'public': public(other), 'z': z.hex()})


def okp(crv, d):
    raw = RAW[crv][0].from_private_bytes(bytes.fromhex(d)).public_key().public_bytes_raw()
    return {'kty': 'OKP', 'crv': crv, 'x': b64(raw), 'd': b64(bytes.fromhex(d))}


alice = {'kty': 'EC', 'crv': 'P-256', 'x': 'gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0', 'y': 'SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps', 'd': '0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo'}
bob = {'kty': 'EC', 'crv': 'P-256', 'x': 'weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ', 'y': 'e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck', 'd': 'VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw'}
z = bytes([158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106, 72, 246,
           218, 167, 121, 140, 254, 144, 196]).hex()
add_agreement('appendix C, Alice', 'RFC 7518', alice, bob, z)
add_agreement('appendix C, Bob', 'RFC 7518', bob, alice, z)
for section, name in ((4, '5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm'),
                      (5, '5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2')):
    example = rfc7520(f'jwe/{name}.json')
    add_agreement(f'§5.{section}', 'RFC 7520', example['input']['key'], example['encrypting_key']['epk'])
with open(os.path.join(vectors, 'rfc', 'rfc8037.json')) as file:
    for each in json.load(file)['ecdh']:
        section = '§6.1' if each['algorithm'].endswith('A128KW') else '§6.2'
        add_agreement(f'{section}, the recipient', 'RFC 7748', each['private'], each['ephemeral'], each['sharedSecret'])
        add_agreement(f'{section}, the sender', 'RFC 7748', each['ephemeral'], each['public'], each['sharedSecret'])
for crv in CURVES:
    ours = ec_jwk(crv, int.from_bytes(hashlib.sha512(crv.encode()).digest(), 'big') >> (512 - 250))
    d = 2
    while True:
        theirs = ec_jwk(crv, d)
        if shared_secret(ours, theirs)[0 if crv != 'P-521' else 1] == 0 and (crv != 'P-521' or shared_secret(ours, theirs)[0] == 0):
            break
        d += 1
    add_agreement(f'{crv}, a secret that begins with 0', made, ours, theirs)
for crv in RAW:
    ours = okp(crv, (hashlib.sha512(crv.encode()).digest())[:56 if crv == 'X448' else 32].hex())
    counter = 0
    while True:
        counter += 1
        theirs = okp(crv, hashlib.sha512(f'{crv} {counter}'.encode()).digest()[:56 if crv == 'X448' else 32].hex())
        if shared_secret(ours, theirs)[0] == 0:
            break
    add_agreement(f'{crv}, a secret that begins with 0', made, ours, theirs)
p25519, p448 = 2 ** 255 - 19, 2 ** 448 - 2 ** 224 - 1
small = []
for value in (0, 1, 325606250916557431795983626356110631294008115727848805560023387167927233504,
              39382357235489614581723060781553021112529911719440698176882885853963445705823, p25519 - 1, p25519, p25519 + 1):
    small.append({'kty': 'OKP', 'crv': 'X25519', 'x': b64(value.to_bytes(32, 'little'))})
for value in (0, 1, p448 - 1, p448, p448 + 1):
    small.append({'kty': 'OKP', 'crv': 'X448', 'x': b64(value.to_bytes(56, 'little'))})
for each in small:
    private = next(a['private'] for a in agreements if a['primitive']['curve'] == each['crv'])
    try:
        assert not any(shared_secret(private, each)), each
    except ValueError:
        pass
off = []
for crv in CURVES:
    jwk = ec_jwk(crv, 5)
    y = bytearray(octets(jwk['y']))
    y[-1] ^= 1
    off.append({**public(jwk), 'y': b64(bytes(y))})
    off.append({**public(jwk), 'x': b64(bytes(WIDTHS[crv])), 'y': b64(bytes(WIDTHS[crv]))})
write('agreements.json', {'agreements': agreements, 'smallOrder': small, 'notOnTheCurve': off})

# Passwords
passwords = []


def add_password(name, source, hash_name, password, salt, iterations, length, printed=None):
    derived = hashlib.pbkdf2_hmac(hash_name.replace('-', ''), password, salt, iterations, length)
    if printed is not None:
        same(derived, printed)
    passwords.append({'name': name, 'source': source, 'primitive': {'name': 'PBKDF2', 'hash': hash_name}, 'password': password.hex(),
                      'salt': salt.hex(), 'iterations': iterations, 'derived': derived.hex()})


add_password('§2, 1 iteration', 'RFC 6070', 'SHA-1', b'password', b'salt', 1, 20, '0c60c80f961f0e71f3a9b524af6012062fe037a6')
add_password('§2, 2 iterations', 'RFC 6070', 'SHA-1', b'password', b'salt', 2, 20, None)
add_password('§2, 4096 iterations', 'RFC 6070', 'SHA-1', b'password', b'salt', 4096, 20, '4b007901b765489abead49d926f721d065a429c1')
add_password('§2, 25 bytes', 'RFC 6070', 'SHA-1', b'passwordPASSWORDpassword', b'saltSALTsaltSALTsaltSALTsaltSALTsalt', 4096, 25,
             '3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038')
add_password('§2, with NULs', 'RFC 6070', 'SHA-1', b'pass\0word', b'sa\0lt', 4096, 16, '56fa6aa75548099dcc37d7f03425e0c3')
add_password('§11, 64 bytes', 'RFC 7914', 'SHA-256', b'passwd', b'salt', 1, 64,
             '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783')
add_password('appendix C', 'RFC 7517', 'SHA-256', b'Thus from my lips, by yours, my sin is purged.',
             b'PBES2-HS256+A128KW\0' + octets('2WCTcJZ1Rvd_CJuJripQ1w'), 4096, 16,
             bytes([110, 171, 169, 92, 129, 92, 109, 117, 233, 242, 116, 233, 170, 14, 24, 75]).hex())
example = rfc7520('jwe/5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json')
add_password('§5.3', 'RFC 7520', 'SHA-512', example['input']['pwd'].encode(),
             b'PBES2-HS512+A256KW\0' + octets(example['encrypting_key']['salt']), example['encrypting_key']['iteration_count'], 32)
assert keywrap.aes_key_unwrap(bytes.fromhex(passwords[-1]['derived']), octets(example['encrypting_key']['encrypted_key'])) == octets(example['generated']['cek'])
add_password('24 bytes', made, 'SHA-384', b'password', b'PBES2-HS384+A192KW\0' + bytes(range(16)), 1000, 24)
add_password('several blocks', made, 'SHA-256', b'\xff' * 100, b'saltsalt', 3, 100)
add_password('1 byte', made, 'SHA-512', b'p', b'saltsalt', 1, 1)
write('passwords.json', {'passwords': passwords})

# Signatures
signatures = []


def add_signature(name, source, primitive, key, data, signature, deterministic=False):
    signatures.append({'name': name, 'source': source, 'primitive': primitive, 'key': key, 'data': data.hex(),
                       'signature': signature.hex(), **({'deterministic': True} if deterministic else {})})


for section, name, primitive in (
    (1, '4_1.rsa_v15_signature', {'name': 'RSASSA-PKCS1-v1_5', 'hash': 'SHA-256'}),
    (2, '4_2.rsa-pss_signature', {'name': 'RSA-PSS', 'hash': 'SHA-384', 'saltLength': 48}),
    (3, '4_3.ecdsa_signature', {'name': 'ECDSA', 'hash': 'SHA-512', 'curve': 'P-521'}),
):
    example = rfc7520(f'jws/{name}.json')
    add_signature(f'§4.{section}', 'RFC 7520', primitive, bare(example['input']['key']), example['signing']['sig-input'].encode(),
                  octets(example['signing']['sig']), section == 1)


def v15(key, hash_name, message):
    return key.sign(message, padding.PKCS1v15(), HASHES[hash_name])


for hash_name in ('SHA-256', 'SHA-384', 'SHA-512'):
    primitive = {'name': 'RSASSA-PKCS1-v1_5', 'hash': hash_name}
    add_signature(hash_name, made, primitive, 'RS256', b'abc', v15(test_rsa, hash_name, b'abc'), True)
    pss = padding.PSS(padding.MGF1(HASHES[hash_name]), HASHES[hash_name].digest_size)
    primitive = {'name': 'RSA-PSS', 'hash': hash_name, 'saltLength': HASHES[hash_name].digest_size}
    add_signature(hash_name, made, primitive, 'RS256', b'abc', test_rsa.sign(b'abc', pss, HASHES[hash_name]))
    while True:
        signature = test_rsa.sign(b'abc', pss, HASHES[hash_name])
        if signature[0] == 0:
            break
    add_signature(f'{hash_name}, a signature that begins with 0', made, primitive, 'RS256', b'abc', signature)
counter = 0
while v15(test_rsa, 'SHA-256', str(counter).encode())[0] != 0:
    counter += 1
add_signature('SHA-256, a signature that begins with 0', made, {'name': 'RSASSA-PKCS1-v1_5', 'hash': 'SHA-256'}, 'RS256',
              str(counter).encode(), v15(test_rsa, 'SHA-256', str(counter).encode()), True)
swapped = rsa_members(test_jwk['n'], test_jwk['e'], test_jwk['d'], *sorted([number(test_jwk['p']), number(test_jwk['q'])]))
add_signature('SHA-256, a key whose p is less than q', made, {'name': 'RSASSA-PKCS1-v1_5', 'hash': 'SHA-256'}, swapped, b'abc',
              v15(test_rsa, 'SHA-256', b'abc'), True)


def ecdsa(jwk, message):
    hash_name = HASH_OF[jwk['crv']]
    der = ec_key(jwk).sign(message, ec.ECDSA(HASHES[hash_name], deterministic_signing=True))
    r, s = utils.decode_dss_signature(der)
    width = WIDTHS[jwk['crv']]
    return r.to_bytes(width, 'big') + s.to_bytes(width, 'big')


def add_ecdsa(name, source, jwk, message, printed=None):
    signature = ecdsa(jwk, message)
    if printed is not None:
        assert signature.hex().startswith(printed), (name, signature.hex())
    primitive = {'name': 'ECDSA', 'hash': HASH_OF[jwk['crv']], 'curve': jwk['crv']}
    add_signature(name, source, primitive, jwk, message, signature)


rfc6979 = {
    'P-256': ec_jwk('P-256', 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721),
    'P-384': ec_jwk('P-384', 0x6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5),
    'P-521': ec_jwk('P-521', 0x0FAD06DAA62BA3B25D2FB40133DA757205DE67F5BB0018FEE8C86E1B68C7E75CAA896EB32F1F47C70855836A6D16FCC1466F6D8FBEC67DB89EC0C08B0E996B83538),
}
starts = {('P-256', 'sample'): 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716', ('P-384', 'sample'): '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46'}
for section, crv in ((5, 'P-256'), (6, 'P-384'), (7, 'P-521')):
    for message in ('sample', 'test'):
        add_ecdsa(f'A.2.{section} {message}', 'RFC 6979', rfc6979[crv], message.encode(), starts.get((crv, message)))
turing = ec_jwk('secp256k1', 0xF8B8AF8CE3C7CCA5E300D33939540C10D45CE001B8F252BFBC57BA0342904181)
add_ecdsa('Alan Turing', made, turing, b'Alan Turing', '7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c')
for crv, jwk in {**rfc6979, 'secp256k1': turing}.items():
    for half, at in (('r', 0), ('s', WIDTHS[crv])):
        counter = 0
        # Of P-521 the first octet is 0 or 1 anyway.
        zeros = bytes(2 if crv == 'P-521' else 1)
        while ecdsa(jwk, str(counter).encode())[at:at + len(zeros)] != zeros:
            counter += 1
        add_ecdsa(f'{crv}, {half} begins with 0', made, jwk, str(counter).encode())


def add_eddsa(name, crv, d, message, printed):
    kind = ed25519.Ed25519PrivateKey if crv == 'Ed25519' else ed448.Ed448PrivateKey
    key = kind.from_private_bytes(bytes.fromhex(d))
    jwk = {'kty': 'OKP', 'crv': crv, 'x': b64(key.public_key().public_bytes_raw()), 'd': b64(bytes.fromhex(d))}
    signature = key.sign(bytes.fromhex(message))
    assert signature.hex().startswith(printed), (name, signature.hex())
    add_signature(name, 'RFC 8032', {'name': crv}, jwk, bytes.fromhex(message), signature, True)


add_eddsa('§7.1 test 1', 'Ed25519', '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', '', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155')
add_eddsa('§7.1 test 2', 'Ed25519', '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', '72', '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da')
add_eddsa('§7.1 test 3', 'Ed25519', 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7', 'af82', '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac')
add_eddsa('§7.4 blank', 'Ed448', '6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b', '', '533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f')
add_eddsa('§7.4 1 octet', 'Ed448', 'c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463afbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e', '03', '26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f435')
write('signatures.json', {'signatures': signatures})

# DEFLATE
example = rfc7520('jwe/5_9.compressed_content.json')


def raw(data, level=9, strategy=zlib.Z_DEFAULT_STRATEGY):
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return deflater.compress(data) + deflater.flush()


text = b''.join(f'{index} {index * index % 97} '.encode() for index in range(200))
streams = [
    ('§5.9', 'RFC 7520', octets(example['generated']['plaintext_c']), example['input']['plaintext'].encode()),
    ('nothing, fixed codes', 'zlib', bytes.fromhex('0300'), b''),
    ('nothing, stored', 'RFC 1951 §3.2.4', bytes.fromhex('010000ffff'), b''),
    ('abc, fixed codes', 'zlib', raw(b'abc'), b'abc'),
    ('abc, stored', 'RFC 1951 §3.2.4', bytes.fromhex('010300fcff616263'), b'abc'),
    ('a stored block, then one of fixed codes', 'RFC 1951 §3.2.3', bytes.fromhex('000300fcff616263') + raw(b'abc'), b'abcabc'),
    ('copies that overlap', 'zlib', raw(b'a' * 300), b'a' * 300),
    ('dynamic codes', 'zlib', raw(text), text),
]
inflations = []
for name, source, deflated, inflated in streams:
    inflater = zlib.decompressobj(-15)
    assert inflater.decompress(deflated) == inflated and inflater.eof and not inflater.unused_data, name
    inflations.append({'name': name, 'source': source, 'deflated': deflated.hex(), 'inflated': inflated.hex()})
gzip = zlib.compressobj(9, zlib.DEFLATED, 31)
broken = {
    'no octets': b'', 'zlib (RFC 1950)': zlib.compress(b'abc'), 'gzip (RFC 1952)': gzip.compress(b'abc') + gzip.flush(),
    'a block of the type 3': bytes.fromhex('07'), 'a stored length that is not its complement': bytes.fromhex('010300fdff616263'),
    'a copy from before the beginning': bytes.fromhex('4b04a200'), 'text': b'not compressed',
    'two streams': raw(b'abc') + raw(b'abc'), 'a trailing 0': raw(b'abc') + b'\0', 'a stored block without its end': bytes.fromhex('010300fcff6162'),
    'no last block': bytes.fromhex('000300fcff616263'), 'an end cut off': raw(text)[:-1],
}
for name, deflated in broken.items():
    inflater = zlib.decompressobj(-15)
    try:
        inflater.decompress(deflated)
        assert not inflater.eof or inflater.unused_data, name
    except zlib.error:
        pass


# A block of codes for the octet 0, for a copy of 258 octets from 1 octet back, 2 bits, and for the end.
class Bits:
    def __init__(self):
        self.bits = []

    def number(self, value, width):
        self.bits += [(value >> index) & 1 for index in range(width)]

    def code(self, text):
        self.bits += [int(bit) for bit in text]

    def octets(self):
        padded = self.bits + [0] * (-len(self.bits) % 8)
        return bytes(sum(bit << index for index, bit in enumerate(padded[at:at + 8])) for at in range(0, len(padded), 8))


def bomb_head():
    out = Bits()
    out.number(1, 1)
    out.number(2, 2)
    out.number(286 - 257, 5)
    out.number(1 - 1, 5)
    # Lengths that the code length alphabet has: 0 has none, 1 and 2 and 18 are used.
    order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    lengths = {18: 1, 1: 2, 2: 3, 0: 3}
    out.number(len(order) - 1 - 4, 4)
    for symbol in order[:-1]:
        out.number(lengths.get(symbol, 0), 3)
    codes = {18: '0', 1: '10', 0: '110', 2: '111'}
    def zeros(count):
        while count >= 11:
            run = min(count, 138)
            out.code(codes[18])
            out.number(run - 11, 7)
            count -= run
        for _ in range(count):
            out.code(codes[0])
    out.code(codes[2])       # octet 0: 2 bits
    zeros(255)               # octets 1 to 255
    out.code(codes[2])       # 256, the end: 2 bits
    zeros(28)                # 257 to 284
    out.code(codes[1])       # 285, 258 octets: 1 bit
    out.code(codes[1])       # distance 1: 1 bit
    out.code('10')           # octet 0
    return out


head = bomb_head()
position = len(head.bits) % 2
start = head.octets()


def bomb(zeros):
    return start + bytes(zeros) + bytes([3 << position])


def bomb_size(zeros):
    return 1 + 258 * ((8 * (len(start) + zeros) + position - len(head.bits)) // 2)


for zeros in (0, 1, 5000):
    inflater = zlib.decompressobj(-15)
    assert inflater.decompress(bomb(zeros)) == bytes(bomb_size(zeros)) and inflater.eof and not inflater.unused_data
write('deflate.json', {
    'streams': inflations,
    'broken': [{'name': name, 'deflated': deflated.hex()} for name, deflated in broken.items()],
    # `start`, any number of zeros, `end` is a stream of zeros: each octet of 0 makes 1,032 more.
    'bomb': {'start': start.hex(), 'end': f'{3 << position:02x}', 'least': bomb_size(0), 'more': 1032},
})

# Keys whose numbers begin with zeros, which have to stay.
short = []
for crv in CURVES:
    found = {}
    d = 1 << 200
    # The first octet of P-521 is 0 or 1 anyway.
    zeros = bytes(2 if crv == 'P-521' else 1)
    while len(found) < 2:
        d += 1
        jwk = ec_jwk(crv, d)
        for name in ('x', 'y'):
            if octets(jwk[name]).startswith(zeros) and name not in found:
                found[name] = jwk
    short += [{'name': f'{crv}, {name} and d begin with 0', 'key': jwk} for name, jwk in found.items()]
write('keys.json', {'keys': short + [{'name': 'RSA, p is less than q', 'key': swapped}] + [
    {'name': crv, 'key': next(a['private'] for a in agreements if a['primitive']['curve'] == crv)} for crv in RAW]})
