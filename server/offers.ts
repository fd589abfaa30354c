/** How long a doctor has to take a driver whom they are offered, ms. */
const OFFER_MS = 20_000

/** A driver whom a doctor is offered: by a colleague who has them, or, `from` null, since it is the driver's turn. */
export type Offer = { check: string; to: string; from: string | null; until: number }

/**
 * Who is offered which driver at this moment. It is no event of the check: nothing has happened to it until the doctor takes the driver. A check and a
 * doctor have one at a time.
 */
export type Offers = {
  /** False: this check is offered already, or this doctor is offered another one. */
  make(offer: Omit<Offer, 'until'>): Promise<boolean>
  of(check: string): Promise<Offer | null>
  to(doctor: string): Promise<Offer | null>
  by(doctor: string): Promise<Offer | null>
  /** It is over, however; null: there was none. */
  end(check: string): Promise<Offer | null>
  /** This doctor didn't take this driver, and isn't asked again for a while. */
  refuse(check: string, doctor: string): Promise<void>
  refused(check: string, doctor: string): Promise<boolean>
  /** Those that nobody has answered in time: they are over from now on. */
  runOut(): Promise<Offer[]>
}

/** For how long a doctor who didn't take a driver isn't asked about the same one again, ms. */
const REFUSED_MS = 120_000

/** Offers that one server remembers. */
export const openOffers = (steady: () => Date): Offers => {
  const open = new Map<string, Offer>()
  const no = new Map<string, number>()
  const find = (is: (offer: Offer) => boolean) => [...open.values()].find(is) ?? null
  return {
    async make({ check, to, from }) {
      if (open.has(check) || find((one) => one.to === to)) return false
      open.set(check, { check, to, from, until: steady().getTime() + OFFER_MS })
      return true
    },
    of: async (check) => open.get(check) ?? null,
    to: async (doctor) => find(({ to }) => to === doctor),
    by: async (doctor) => find(({ from }) => from === doctor),
    async end(check) {
      const one = open.get(check) ?? null
      open.delete(check)
      return one
    },
    async refuse(check, doctor) {
      const now = steady().getTime()
      for (const [each, until] of no) if (until <= now) no.delete(each)
      no.set(`${check} ${doctor}`, now + REFUSED_MS)
    },
    refused: async (check, doctor) => (no.get(`${check} ${doctor}`) ?? 0) > steady().getTime(),
    async runOut() {
      const over = [...open.values()].filter(({ until }) => until <= steady().getTime())
      for (const { check } of over) open.delete(check)
      return over
    },
  }
}
