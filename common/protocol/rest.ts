import { type Static, Type } from 'typebox'
import { Base64Url, Day, Exact, Id, Instant, Nullable, Open, Said, Strokes, Words } from './basic.ts'
import { Line } from './line.ts'
import { Setup, Trials } from './measurement.ts'
import { Part } from './part.ts'
import { CalibrationValue, DeviceUse } from './reading.ts'
import { ReportNumber } from './report.ts'

// ---------------------------------------------------------------- people

/** `senior`: of doctors, to whom others pass hard cases. `auditor`: looks through recordings, and sees nothing else. */
export const ROLES = ['doctor', 'senior', 'counter', 'administrator', 'auditor'] as const
export const Role = Words(ROLES)
export type Role = Static<typeof Role>

const Roles = Type.Array(Role, { minItems: 1, maxItems: ROLES.length, uniqueItems: true })
const Login = Type.String({ maxLength: 40, pattern: '^[a-z0-9][a-z0-9._-]{1,39}$' })
/** Of every account that a demonstration makes, and of no other. */
export const DEMONSTRATION_PASSWORD = 'roadfit-demo'

/** How long it must be at least, and that it isn't a common one, is refused in words. */
const Password = Type.String({ minLength: 1, maxLength: 200 })
const PersonName = Line(60, 1)

/** The sites that somebody works for; null: all, those to come as well. */
const OwnSites = Nullable(Type.Array(Id, { maxItems: 100, uniqueItems: true }))

export const Person = Exact({
  id: Id,
  login: Login,
  name: PersonName,
  roles: Roles,
  disabled: Type.Boolean(),
  passkeys: Type.Integer({ minimum: 0 }),
  signature: Type.Boolean(),
  sites: OwnSites,
})
export type Person = Static<typeof Person>
export const People = Type.Array(Person, { maxItems: 10_000 })

export const NewPerson = Exact({
  login: Login,
  name: PersonName,
  roles: Roles,
  password: Password,
  /** Absent: all. */
  sites: Type.Optional(OwnSites),
})
export type NewPerson = Static<typeof NewPerson>
export const PersonChange = Exact({
  name: Type.Optional(PersonName),
  roles: Type.Optional(Roles),
  disabled: Type.Optional(Type.Boolean()),
  password: Type.Optional(Password),
  sites: Type.Optional(OwnSites),
})
export type PersonChange = Static<typeof PersonChange>

export const SignIn = Exact({ login: Line(40), password: Type.String({ maxLength: 200 }) })
/** The first administrator, by the one-time code that the server printed. */
export const FirstAdministrator = Exact({ code: Line(40), login: Login, name: PersonName, password: Password })

/** What can happen to an account. Its owner is told of each by whose hand it came. */
const ACCOUNT_EVENTS = [
  'password-changed',
  'password-reset',
  'passkey-code-given',
  'passkey-enrolled',
  'passkey-held',
  'passkey-released',
  'passkey-removed',
] as const
export const AccountEventKind = Words(ACCOUNT_EVENTS)
export type AccountEventKind = Static<typeof AccountEventKind>
export const AccountEventView = Exact({ id: Id, kind: AccountEventKind, by: Type.String({ maxLength: 60 }), at: Instant })
export type AccountEventView = Static<typeof AccountEventView>
/** How many of the newest are shown. */
export const EVENTS_MOST = 50
export const AccountEventViews = Part(AccountEventView, EVENTS_MOST)
export type AccountEventViews = Static<typeof AccountEventViews>

/** The person who is signed in, as their own pages see it. `news`: what happened to the account since they looked. */
export const Me = Exact({
  person: Person,
  demonstration: Type.Boolean(),
  strokes: Nullable(Strokes),
  news: AccountEventViews,
})
export type Me = Static<typeof Me>
/** Before anyone is signed in: does the server still wait for its first administrator? */
export const Greeting = Exact({ me: Nullable(Me), firstAdministrator: Type.Boolean(), demonstration: Type.Boolean() })
export type Greeting = Static<typeof Greeting>

/** One's own password, and the next. */
export const PasswordChange = Exact({ password: Type.String({ minLength: 1, maxLength: 200 }), next: Password })
/** Where somebody is signed in. */
export const SessionView = Exact({
  id: Id,
  createdAt: Instant,
  seenAt: Instant,
  /** What the browser says about itself. */
  browser: Type.String({ maxLength: 200 }),
  current: Type.Boolean(),
})
export type SessionView = Static<typeof SessionView>
export const SessionViews = Type.Array(SessionView, { maxItems: 10_000 })

// ---------------------------------------------------------------- what is looked at beyond one's own

const ACCESS_KINDS = [
  'reason',
  'check',
  'photo',
  'card-photo',
  'signature',
  'log',
  'report',
  'history',
  'export',
  'recording',
  'hold',
  'hold-lifted',
  'watch',
] as const
/** What somebody looked at; `reason`: they gave the reason for what follows. */
export const AccessKind = Words(ACCESS_KINDS)
export type AccessKind = Static<typeof AccessKind>
/** Why somebody has to see a check, or a report by its number, that isn't theirs to see. */
export const AccessAsked = Exact({
  of: Type.Union([Exact({ check: Id }), Exact({ number: ReportNumber })]),
  reason: Line(200, 4),
})
export type AccessAsked = Static<typeof AccessAsked>
export const AccessGiven = Exact({ check: Id, until: Instant })
export type AccessGiven = Static<typeof AccessGiven>
export const AccessView = Exact({
  id: Id,
  at: Instant,
  person: Type.String({ maxLength: 60 }),
  what: AccessKind,
  reason: Type.String({ maxLength: 200 }),
  check: Id,
  site: Type.String({ maxLength: 80 }),
  /** The report's number, once there is one. */
  number: Nullable(Type.String({ maxLength: 40 })),
})
export type AccessView = Static<typeof AccessView>
/** A page of the records, the newest first. */
export const ACCESS_MOST = 200
export const AccessViews = Part(AccessView, ACCESS_MOST)
export type AccessViews = Static<typeof AccessViews>

// ---------------------------------------------------------------- figures

/** What one doctor signed on one day in China: how often the doctor's word went before a measurement. */
export const OverrideDay = Exact({
  day: Day,
  /** Null: an older report that doesn't say who. */
  doctor: Nullable(Type.String({ maxLength: 60 })),
  reports: Type.Integer({ minimum: 0 }),
  /** Reports with at least one station decided without a measurement or against it. */
  overridden: Type.Integer({ minimum: 0 }),
  /** Stations. */
  unmeasured: Type.Integer({ minimum: 0 }),
  against: Type.Integer({ minimum: 0 }),
  /** Stations decided so among all that a booth measures, 0 to 1. */
  share: Type.Number({ minimum: 0, maximum: 1 }),
})
export type OverrideDay = Static<typeof OverrideDay>
/** `GET /api/overrides`: the last 30 days, the newest first. */
export const Overrides = Type.Array(OverrideDay, { maxItems: 30_000 })

// ---------------------------------------------------------------- logs

/** `GET /api/readings/:id`: the accepted log of an attempt, for the doctor to look at again. */
export const Log = Exact({ setup: Setup, trials: Trials, devices: Type.Array(DeviceUse, { maxItems: 12 }) })
export type Log = Static<typeof Log>

// ---------------------------------------------------------------- booths and hall screens

export const MACHINES = ['booth', 'hall-screen'] as const
export const Machine = Exact({
  id: Id,
  kind: Words(MACHINES),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  /** Where it stands. */
  site: Id,
  enrolled: Type.Boolean(),
  /** Shut off: no line, and its key is dead. */
  disabled: Type.Boolean(),
  /** One-time code, shown until it is used or runs out. */
  code: Nullable(Exact({ code: Said, until: Instant })),
  online: Type.Boolean(),
  /** When a second computer last came with its key while it was there itself; null: none since it was enrolled. */
  secondAt: Nullable(Instant),
  /** A booth that says of its devices that they are simulated: drivers are checked in it in a demonstration alone. */
  simulated: Type.Boolean(),
})
export type Machine = Static<typeof Machine>
export const Machines = Type.Array(Machine, { maxItems: 10_000 })
export const NewMachine = Exact({
  kind: Words(MACHINES),
  name: Line(60, 1),
  site: Id,
})
export type NewMachine = Static<typeof NewMachine>

/** A calibration that a booth has told, with its figures; the newest of a device is the one that counts. */
export const CalibrationView = Exact({ id: Id, value: CalibrationValue, at: Instant, expiresAt: Instant, current: Type.Boolean() })
export type CalibrationView = Static<typeof CalibrationView>
/** How many calibrations of a booth are shown. */
export const CALIBRATIONS_MOST = 60
export const CalibrationViews = Part(CalibrationView, CALIBRATIONS_MOST)
export type CalibrationViews = Static<typeof CalibrationViews>

export const MachineChange = Exact({ disabled: Type.Optional(Type.Boolean()), site: Type.Optional(Id) })
export type MachineChange = Static<typeof MachineChange>

/** Ed25519 public key, raw 32 bytes as base64url. */
const PublicKey = Type.String({ maxLength: 43, pattern: '^[A-Za-z0-9_-]{43}$' })
export const Enrolment = Exact({ code: Line(40, 1), publicKey: PublicKey })
export type Enrolment = Static<typeof Enrolment>
export const Enrolled = Exact({ id: Id, kind: Words(MACHINES), name: Said, site: Said })
export type Enrolled = Static<typeof Enrolled>

/** A number used once: a machine signs it to say who it is. */
export const Nonce = Exact({ nonce: Base64Url(64) })
/** What a machine says at the socket's handshake. The text that is signed is `roadfit handshake <nonce>`. */
export const MachineHandshake = Exact({ machine: Id, nonce: Base64Url(64), signature: Base64Url(100) })
export type MachineHandshake = Static<typeof MachineHandshake>
export const handshakeText = (nonce: string): string => `roadfit handshake ${nonce}`

// ---------------------------------------------------------------- passkeys

const Transports = Type.Array(Type.Enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']), { maxItems: 7 })
const Descriptor = Exact({ id: Base64Url(1400), type: Type.Literal('public-key'), transports: Type.Optional(Transports) })

/** PublicKeyCredentialRequestOptionsJSON: the challenge is the report's digest. */
export const RequestOptions = Exact({
  challenge: Base64Url(100),
  rpId: Type.String({ maxLength: 253 }),
  allowCredentials: Type.Array(Descriptor, { maxItems: 20 }),
  userVerification: Type.Literal('required'),
  timeout: Type.Integer(),
})
export type RequestOptions = Static<typeof RequestOptions>

/** AuthenticationResponseJSON of WebAuthn. */
export const AssertionResponse = Open({
  id: Base64Url(1400),
  rawId: Base64Url(1400),
  type: Type.Literal('public-key'),
  response: Open({
    clientDataJSON: Base64Url(4000),
    authenticatorData: Base64Url(4000),
    signature: Base64Url(10_000),
    userHandle: Type.Optional(Base64Url(200)),
  }),
  clientExtensionResults: Open({}),
  authenticatorAttachment: Type.Optional(Type.Enum(['platform', 'cross-platform'])),
})
export type AssertionResponse = Static<typeof AssertionResponse>

/** PublicKeyCredentialCreationOptionsJSON. */
export const CreationOptions = Open({
  challenge: Base64Url(100),
  rp: Open({ id: Type.Optional(Said), name: Said }),
  user: Open({ id: Base64Url(100), name: Said, displayName: Said }),
  pubKeyCredParams: Type.Array(Open({ alg: Type.Integer(), type: Type.Literal('public-key') }), { maxItems: 20 }),
  timeout: Type.Optional(Type.Integer()),
  excludeCredentials: Type.Optional(Type.Array(Descriptor, { maxItems: 20 })),
  authenticatorSelection: Type.Optional(Open({})),
  attestation: Type.Optional(Words(['none', 'direct', 'enterprise', 'indirect'] as const)),
})
/** RegistrationResponseJSON. */
export const RegistrationResponse = Open({
  id: Base64Url(1400),
  rawId: Base64Url(1400),
  type: Type.Literal('public-key'),
  response: Open({
    clientDataJSON: Base64Url(4000),
    attestationObject: Base64Url(20_000),
    transports: Type.Optional(Transports),
  }),
  clientExtensionResults: Open({}),
  authenticatorAttachment: Type.Optional(Type.Enum(['platform', 'cross-platform'])),
})

/** A passkey as its owner and administrators see it; `held`: another administrator has to let it sign first. */
export const PasskeyView = Exact({
  id: Base64Url(1400),
  createdAt: Instant,
  usedAt: Nullable(Instant),
  held: Type.Boolean(),
})
export type PasskeyView = Static<typeof PasskeyView>
export const PasskeyViews = Type.Array(PasskeyView, { maxItems: 1000 })

/** How somebody proves just now that they may enrol a passkey; the demonstration takes the password, too. */
export const FreshProof = Type.Union([
  Exact({ by: Type.Literal('passkey'), assertion: AssertionResponse }),
  Exact({ by: Type.Literal('code'), code: Line(40, 1) }),
  Exact({ by: Type.Literal('password'), password: Type.String({ minLength: 1, maxLength: 200 }) }),
])
export type FreshProof = Static<typeof FreshProof>
/** What an enrolled passkey would have to sign as proof; null: there is none. */
export const ProofOptions = Exact({ options: Nullable(RequestOptions), password: Type.Boolean() })
export type ProofOptions = Static<typeof ProofOptions>
/** A one-time code by which a person may enrol a passkey, for an administrator to hand over. */
export const PasskeyCode = Exact({ code: Type.String({ maxLength: 40 }), until: Instant })
export type PasskeyCode = Static<typeof PasskeyCode>

/** Where a signature on paper shows how a person writes their name. */
export const SignaturePicture = Strokes

export const Done = Exact({ done: Type.Literal(true) })
