/** Signatures by the RS256 test key over the JWS `{"alg":"PS256"}` . `x`, right but for the length of their salt, in bytes. */
export const pssWithSalt: readonly (readonly [saltLength: number, signature: string])[] = [
  [
    0,
    'b_JWzBCm7iR-rHf6XKDCeqJDwLjWa-TrgYDSwt8eOp2iGPusZtp5Cakco-scr7kaSbGztgrLbMu3NnQ2SYdZHsA_pXDe-v5ol46ACmc2eEF8ICPwz5lat3c6DOG-Je03IvWJqnzQlHA8HTUk9MEuQlC5PVydtMsBkAYTSzYyUlqDhfOdYyxOy9DPQsd0PnNhbkc1Ks0zQPJLC3JwqGBwQkJMeIUsWKMPNTCVj2IwYo_4na0LOTfjiTHU-QeEHSeDSFbMyxfPrBYiuIpu5XkJRsOcdhr2KJCc8gNTWjpmDbfNfZme_O6sAw0v5EE5VhRYqx_c_q2fRSAwwHQCYmFIAw',
  ],
  [
    20,
    'akYm7D0RKz-zG2MYx-dNdGIVjREpS1NS_g7QPtt0Q_hgMiPE7eS-VV4-u-9RrRas5Vf2X5yPLV2hn06i3WjZkvG2srbnfH1zLMO8ramgyWICXrUUAbss2E2Js4Z3VJ_WeRjOJKWobVznIwGv9VJQozFaTFjxRIxqBqtgYhVi61MST-oMfoWF4sc8Q10gVehJR9cZtf1dTLYssGcqkXXqx30SBqIR88bU5YOs2k2OWPo_w385zc8xsFKENphzQvzyR-CwnhWrK-kdn5fXzyVpFzCkV_T_7dirJuBkhKWGKH5KRH4zHKDIroHiBRqRYqV9EF8lzdaV6kmJF5Et-UTlJg',
  ],
  [
    31,
    'bUWAuY05qgGDKtoC2QGqLPh-55YjjQTDQGscWseZIYXMpFvxN_oJJsynZj4lIzJ3zOtRFIeImvJj_73yA3-iopBAlRsafkjunSPBkdUg2RjdS2qIFOWEYdlsvsHjdXM-8EpUqh5nxfaL1g9zWFbRJGw1QIC3wsteViPxv6A45OIR03MJGgpmZRK8d9XYvhrlwXRUmHu7CJsIFn9bnwJCaWFdXos56zeRiukHHwivuUqEsh66iqG2-6JUgO_AMOb5OuFOJHdkiqm_deZQJRXkBbxrGnWwhaHFp41sMAAGyFsa3s7LMUjeFmtZ6KF426PlKp3jbfgp_29rI4s9x6JZxA',
  ],
  [
    33,
    'CzTJWggPbSfnC2AyAJVrzYEP6LvpwO28YLUGJWy8nwajUfuFFyHbzfHj6exBxlXVm7s6X22okgFP6PcncFpTlJLx8Qwu3BDOdymu3Co5XvG_IGHZTGB2cQPoaQX5QYhR65Rtnjr7T2ghkIsFsNJJ13koVdjc6l2lnHVYJUl85E_2h4GViB8Gn_AGYCG4FJX_jYbtKz7rqq6arFblMxiVs7A427Wlsqed6oBnYLvABlPZu-CYH-UYJpOPr0VbUURvDuinyWCQ60G92V8hg_dEf3Lgk8UgyCeAyjc4YkxOutdUsEIZXBvwYaCpWy0rB4pCdSGzne-Z0-MgJV_N-WHAwA',
  ],
  [
    222,
    'csw43oeVHnJjQ3nHfq4eMQLJwumAWip-SeNkbbQdUBxnSJvl91roiUFv2SGPmGEZ60mCfTdwI3tilW-JnQRaqUYf6SG92rwYePhbxpO52sNQWeSkIEzsalGnNf-rn7pO_gzdzmVMCURg9NW81ZvK29ObFv6FF5qO13Z5rc0hBqt8anRl-YbWd9VNRcYWHRGwzPrKJqcGHqtA7vN0TpgzsP-c946cqlWLsgNpNcJWiHzt3VI_oSNaWmh5GP1PyGCWvT5lVJxkf74QGeqcIZYqBvBumV2MR8UPPlSGNfWiZmnVYtenwqsHeisxM3x0ZJu3JyaTECzd55O8bON7nL6XrA',
  ],
]
