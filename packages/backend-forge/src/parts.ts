/** Bytes that go through a cipher before the event loop may turn: AES in JavaScript needs a millisecond or two for them. */
export const partLength = 65536
