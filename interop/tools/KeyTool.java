import java.io.*;
import java.security.*;
import java.security.spec.*;
import java.util.*;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Keys of Java: a question a line, words with octets in base64, an answer a line. Keys are PKCS#8 and SPKI in DER. */
public class KeyTool {
  static final Base64.Encoder text = Base64.getEncoder();
  static final Base64.Decoder octets = Base64.getDecoder();

  public static void main(String[] args) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) System.out.println(answer(line.split(" ")));
  }

  static String answer(String[] words) throws Exception {
    String algorithm = words[1];
    if (words[0].equals("make")) {
      KeyPair pair = generator(algorithm).generateKeyPair();
      return text.encodeToString(pair.getPrivate().getEncoded()) + " " + text.encodeToString(pair.getPublic().getEncoded());
    }
    KeyFactory factory = KeyFactory.getInstance(kind(algorithm));
    byte[] key = octets.decode(words[2]);
    byte[] data = octets.decode(words[3]);
    switch (words[0]) {
      case "sign": {
        Signature signature = signature(algorithm);
        signature.initSign(factory.generatePrivate(new PKCS8EncodedKeySpec(key)));
        signature.update(data);
        return text.encodeToString(signature.sign());
      }
      case "verify": {
        Signature signature = signature(algorithm);
        signature.initVerify(factory.generatePublic(new X509EncodedKeySpec(key)));
        signature.update(data);
        boolean good;
        try { good = signature.verify(octets.decode(words[4])); } catch (SignatureException error) { good = false; }
        return text.encodeToString(new byte[] { (byte) (good ? 1 : 0) });
      }
      default: {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        OAEPParameterSpec oaep = new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
        if (words[0].equals("encrypt")) cipher.init(Cipher.ENCRYPT_MODE, factory.generatePublic(new X509EncodedKeySpec(key)), oaep);
        else cipher.init(Cipher.DECRYPT_MODE, factory.generatePrivate(new PKCS8EncodedKeySpec(key)), oaep);
        return text.encodeToString(cipher.doFinal(data));
      }
    }
  }

  static String kind(String algorithm) {
    return algorithm.startsWith("ES") ? "EC" : algorithm.startsWith("Ed") ? algorithm : "RSA";
  }

  static KeyPairGenerator generator(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind(algorithm));
    if (algorithm.startsWith("ES")) generator.initialize(new ECGenParameterSpec("secp" + (algorithm.equals("ES512") ? "521" : algorithm.substring(2)) + "r1"));
    else if (!algorithm.startsWith("Ed")) generator.initialize(2048);
    return generator;
  }

  static Signature signature(String algorithm) throws Exception {
    String bits = algorithm.substring(2);
    if (algorithm.startsWith("ES")) return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
    if (algorithm.startsWith("Ed")) return Signature.getInstance(algorithm);
    if (algorithm.startsWith("RS")) return Signature.getInstance("SHA" + bits + "withRSA");
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
    return signature;
  }
}
