"""Writes conformance/vectors/foreign-keys.json: the test keys as other tools write them, encrypted and not, and what they write that is refused.

Run with Python 3, `cryptography` >= 44, and OpenSSL 3, OpenSSH >= 9 and a JDK >= 17 on the path. The keys are those of keys.json, so they
are public: never use them for anything but tests.
"""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import serialization as s
from cryptography.hazmat.primitives.asymmetric import ec

here = os.path.dirname(os.path.abspath(__file__))
vectors = os.path.join(here, '..', '..', 'conformance', 'vectors')
test_keys = json.load(open(os.path.join(vectors, 'keys.json')))
work = tempfile.mkdtemp()
passphrase = 'correct horse – 電池'


def run(*command, data=None):
    done = subprocess.run(command, cwd=work, input=data, capture_output=True)
    if done.returncode != 0:
        sys.exit(f'{command}: {done.stderr.decode()}')
    return done.stdout


def version(*command):
    done = subprocess.run(command, capture_output=True)
    return (done.stdout + done.stderr).decode().splitlines()[0]


openssl = ' '.join(version('openssl', 'version').split()[:2])
openssh = version('ssh', '-V').split(',')[0]
python = 'python cryptography ' + __import__('cryptography').__version__
java = 'Java ' + re.search(r'"([^"]+)"', version('java', '-version')).group(1)

keys, refused = [], []


def add(name, by, key, text, **more):
    text = text.decode() if isinstance(text, bytes) else text
    keys.append({'name': name, 'by': by, 'key': key, 'type': more.pop('type', 'private'), 'text': text, **more})


def refuse(name, by, text, says, **more):
    refused.append({'name': name, 'by': by, 'text': text.decode() if isinstance(text, bytes) else text, 'says': says, **more})


def write(name, data):
    path = os.path.join(work, name)
    with open(path, 'wb') as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    os.chmod(path, 0o600)
    return path


def pkcs8(name):
    return test_keys[name]['privatePem'].encode()


# Encrypted PKCS#8. A line as passphrase, since OpenSSL reads one.
secret = ['-passout', 'pass:' + passphrase]
for key, hash_name, cipher, more in [
    ('ES256', 'hmacWithSHA1', 'aes-128-cbc', []),
    ('ES256', 'hmacWithSHA256', 'aes-256-cbc', ['-iter', '1']),
    ('RS256', 'hmacWithSHA256', 'aes-256-cbc', []),
    ('ES384', 'hmacWithSHA384', 'aes-192-cbc', ['-iter', '1000']),
    ('ES512', 'hmacWithSHA512', 'aes-256-cbc', []),
    ('ES256K', 'hmacWithSHA256', 'aes-128-cbc', []),
    ('Ed25519', 'hmacWithSHA256', 'aes-256-cbc', []),
    ('Ed448', 'hmacWithSHA512', 'aes-192-cbc', []),
]:
    text = run('openssl', 'pkcs8', '-topk8', '-v2', cipher, '-v2prf', hash_name, *more, *secret, data=pkcs8(key))
    add(f'{key} encrypted, {hash_name} and {cipher}{" " + " ".join(more) if more else ""}', openssl, key, text, passphrase=passphrase)

for name, options, says in [
    ('scrypt', ['-scrypt'], 'scrypt'),
    ('PBES2 with 3DES', ['-v2', 'des3'], 'AES-CBC'),
    ('PBES1 of PKCS#12', ['-v1', 'PBE-SHA1-3DES'], 'PBES2'),
    ('an HMAC of SHA-224', ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA224'], 'HMAC'),
    ('PBES2 with Camellia', ['-v2', 'camellia-256-cbc'], 'AES-CBC'),
]:
    text = run('openssl', 'pkcs8', '-topk8', *options, *secret, data=pkcs8('ES256'))
    refuse(f'encrypted by {name}', openssl, text, says, passphrase=passphrase)
for key, command in [('ES256', 'ec'), ('RS256', 'rsa')]:
    traditional = ['-traditional'] if command == 'rsa' else []
    text = run('openssl', command, '-aes128', *traditional, *secret, data=pkcs8(key))
    refuse(f'{command}, encrypted in the traditional way', openssl, text, 'openssl pkcs8 -topk8', passphrase=passphrase)

# The other forms of OpenSSL.
for key, command in [('RS256', 'rsa'), ('ES256', 'ec'), ('ES512', 'ec')]:
    traditional = ['-traditional'] if command == 'rsa' else []
    add(f'{key} traditional', openssl, key, run('openssl', command, *traditional, data=pkcs8(key)))
add('RS256 RSAPublicKey', openssl, 'RS256', run('openssl', 'rsa', '-RSAPublicKey_out', data=pkcs8('RS256')), type='public')
for key in ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519', 'Ed448']:
    write('c.pem', pkcs8(key))
    certificate = run('openssl', 'req', '-x509', '-new', '-key', 'c.pem', '-subj', '/CN=test/O=\u00c4', '-utf8', '-days', '36500',
                      '-addext', 'subjectAltName=DNS:example.org')
    prints = {hash_name: run('openssl', 'x509', '-outform', 'DER', data=certificate) for hash_name in ['sha1', 'sha256']}
    prints = {n: run('openssl', 'dgst', f'-{n}', '-binary', data=d) for n, d in prints.items()}
    b64 = {n: base64.urlsafe_b64encode(d).rstrip(b'=').decode() for n, d in prints.items()}
    add(f'{key} certificate', openssl, key, certificate, type='public', x5t=b64['sha1'], x5tS256=b64['sha256'])
request = run('openssl', 'req', '-new', '-key', 'c.pem', '-subj', '/CN=test')
refuse('a request for a certificate', openssl, request, 'request for a certificate')
refuse('a certificate of nothing else but PKCS#7', openssl,
       run('openssl', 'crl2pkcs7', '-nocrl', '-certfile', write('c.crt', certificate)), 'PKCS#7')
refuse('parameters of a curve', openssl, run('openssl', 'ecparam', '-name', 'prime256v1'), 'parameters')
refuse('an RSASSA-PSS key', openssl, run('openssl', 'genpkey', '-algorithm', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'), 'RSASSA-PSS')
refuse('explicit parameters', openssl, run('openssl', 'ec', '-param_enc', 'explicit', data=pkcs8('ES256')), 'explicit')
refuse('a compressed point', openssl, run('openssl', 'ec', '-pubout', '-conv_form', 'compressed', data=pkcs8('ES256')), 'compressed')
refuse('brainpool', openssl, run('openssl', 'genpkey', '-algorithm', 'ec', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1'), 'curve')
run('openssl', 'dsaparam', '-out', 'dsa.pem', '2048')
dsa = run('openssl', 'gendsa', 'dsa.pem')
refuse('a DSA key', openssl, dsa, 'no algorithm')
run('openssl', 'pkcs12', '-export', '-inkey', 'c.pem', '-in', 'c.crt', '-out', 'c.p12', '-passout', 'pass:x')
refused.append({'name': 'PKCS#12', 'by': openssl, 'der': base64.b64encode(open(os.path.join(work, 'c.p12'), 'rb').read()).decode(), 'says': 'PKCS#12'})

# OpenSSH. It reads the PEM of all but Ed25519, whose key is put into its form by cryptography.
for key in ['RS256', 'ES256', 'ES384', 'ES512', 'Ed25519']:
    private = s.load_pem_private_key(pkcs8(key), None)
    write('id', private.private_bytes(s.Encoding.PEM, s.PrivateFormat.OpenSSH, s.NoEncryption()) if key == 'Ed25519' else pkcs8(key))
    run('ssh-keygen', '-p', '-P', '', '-N', '', '-f', 'id')
    # A comment in the file, which its padding depends on.
    run('ssh-keygen', '-c', '-P', '', '-C', f'me@host {key}', '-f', 'id')
    add(f'{key} OpenSSH', openssh, key, open(os.path.join(work, 'id')).read())
    line = run('ssh-keygen', '-y', '-P', '', '-f', 'id')
    add(f'{key} line of OpenSSH', openssh, key, line, type='public')
    add(f'{key} PKCS#8 of OpenSSH', openssh, key, run('ssh-keygen', '-e', '-m', 'PKCS8', '-f', 'id'), type='public') if key != 'Ed25519' else None
    write('id.pub', line)
    if key == 'ES256':
        refuse('a key of RFC 4716', openssh, run('ssh-keygen', '-e', '-f', 'id'), 'ssh-keygen -i')
        write('ca', open(os.path.join(work, 'id')).read())
        run('ssh-keygen', '-q', '-s', 'ca', '-I', 'me', 'id.pub')
        refuse('a certificate of OpenSSH', openssh, open(os.path.join(work, 'id-cert.pub')).read(), 'certificate')
    if key != 'Ed25519':
        write('e', open(os.path.join(work, 'id')).read())
        run('ssh-keygen', '-p', '-m', 'PKCS8', '-P', '', '-N', 'correct horse', '-f', 'e')
        add(f'{key} encrypted PKCS#8', openssh, key, open(os.path.join(work, 'e')).read(), passphrase='correct horse')
    run('ssh-keygen', '-p', '-P', '', '-N', 'correct horse', '-f', 'id')
    refuse(f'{key} encrypted by OpenSSH', openssh, open(os.path.join(work, 'id')).read(), 'ssh-keygen -p', passphrase='correct horse')
    # The same by cryptography.
    add(f'{key} OpenSSH', python, key, private.private_bytes(s.Encoding.PEM, s.PrivateFormat.OpenSSH, s.NoEncryption()))
    add(f'{key} line of OpenSSH', python, key, private.public_key().public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH), type='public')
for key in ['RS256', 'ES256', 'Ed25519', 'Ed448']:
    private = s.load_pem_private_key(pkcs8(key), None)
    add(f'{key} encrypted', python, key,
        private.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.BestAvailableEncryption(passphrase.encode())), passphrase=passphrase)
run('ssh-keygen', '-q', '-t', 'dsa', '-N', '', '-f', 'dss')
refuse('an OpenSSH DSA key', openssh, open(os.path.join(work, 'dss')).read(), 'DSA')
refuse('an OpenSSH DSA line', openssh, open(os.path.join(work, 'dss.pub')).read(), 'DSA')
text = lambda value: len(value).to_bytes(4, 'big') + value
ed25519 = base64.b64decode(next(k['text'] for k in keys if k['name'] == 'Ed25519 line of OpenSSH').split()[1])[-32:]
point = s.load_pem_private_key(pkcs8('ES256'), None).public_key().public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint)
for name, blob in [
    ('sk-ssh-ed25519@openssh.com', text(ed25519) + text(b'ssh:')),
    ('sk-ecdsa-sha2-nistp256@openssh.com', text(b'nistp256') + text(point) + text(b'ssh:')),
]:
    line = f'{name} {base64.b64encode(text(name.encode()) + blob).decode()} me'
    refuse(f'{name} (as PROTOCOL.u2f says)', 'this script', line, 'FIDO')

def der_of(tag, content):
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8, 'big')
    return bytes([tag]) + (bytes([len(content)]) if len(content) < 128 else bytes([128 + len(size)]) + size) + content


# Java: KeyPair.getPrivate().getEncoded(), and its encrypted PKCS#8.
write('Keys.java', r'''
import java.nio.file.*; import java.security.*; import java.security.spec.*; import java.util.*; import javax.crypto.*; import javax.crypto.spec.*;
public class Keys { public static void main(String[] a) throws Exception {
  byte[] der = Base64.getDecoder().decode(a[1]);
  PrivateKey key = KeyFactory.getInstance(a[0]).generatePrivate(new PKCS8EncodedKeySpec(der));
  System.out.println(Base64.getEncoder().encodeToString(key.getEncoded()));
  for (String name : new String[] { "PBEWithHmacSHA1AndAES_128", "PBEWithHmacSHA256AndAES_256", "PBEWithHmacSHA512AndAES_256" }) {
    Cipher cipher = Cipher.getInstance(name);
    byte[] salt = new byte[16]; new SecureRandom().nextBytes(salt);
    byte[] iv = new byte[16]; new SecureRandom().nextBytes(iv);
    SecretKey secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec("correct horse".toCharArray()));
    cipher.init(Cipher.ENCRYPT_MODE, secret, new PBEParameterSpec(salt, 4096, new IvParameterSpec(iv)));
    byte[] sealed = cipher.doFinal(key.getEncoded());
    Base64.Encoder base64 = Base64.getEncoder();
    System.out.println(name + " " + base64.encodeToString(cipher.getParameters().getEncoded()) + " " + base64.encodeToString(sealed));
  } } }''')
for key, kind in [('RS256', 'RSA'), ('ES256', 'EC'), ('Ed25519', 'EdDSA')]:
    der = base64.b64encode(s.load_pem_private_key(pkcs8(key), None).private_bytes(s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption())).decode()
    plain, *sealed = run('java', 'Keys.java', kind, der).decode().splitlines()
    keys.append({'name': f'{key} PKCS#8', 'by': java, 'key': key, 'type': 'private', 'der': plain})
    for line in sealed:
        # The class EncryptedPrivateKeyInfo does not know the name of these parameters before version 21.
        name, parameters, sealed_key = line.split()
        algorithm = der_of(0x30, bytes.fromhex('06092a864886f70d01050d') + base64.b64decode(parameters))
        octets = base64.b64encode(der_of(0x30, algorithm + der_of(4, base64.b64decode(sealed_key)))).decode()
        entry = {'name': f'{key} {name}', 'by': java, 'key': key, 'type': 'private', 'der': octets, 'passphrase': 'correct horse'}
        keys.append(entry)

target = os.path.join(vectors, 'foreign-keys.json')
comment = 'The keys of keys.json as other tools write them. They are public: never use them for anything but tests.'
with open(target, 'w') as file:
    json.dump({'comment': comment, 'script': 'interop/record/make-foreign-keys.py', 'keys': keys, 'refused': refused}, file, indent=2, ensure_ascii=False)
    file.write('\n')
print(f'{len(keys)} keys, {len(refused)} refused')
