/** A text message to one driver. `id` is the same however often it is tried: a gateway that knows it sends it once. */
export type TextMessage = { id: string; phone: string; text: string }

/**
 * What a gateway makes of it: it has it; it refuses it for good; or it is to be tried again. `sign`: a status or a code, as technicians know it,
 * never a number or a text. Where nobody knows whether it was taken (the answer was lost), it is tried again: a message may then come twice from a
 * gateway that doesn't know the id.
 */
export type Posted = { posted: true } | { refused: string } | { later: string }

/** Sends text messages, whatever way there is. */
export type TextMessages = { send: (message: TextMessage) => Promise<Posted> }
