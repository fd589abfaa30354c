import type { Deps } from '../deps.ts'
import { calibrations, changeMachine, createMachine, enrol, machines, renewCode } from '../service/machines/machines.ts'
import { EVERYTHING } from '../service/sites/scope.ts'
import type { Handlers } from './serve.ts'

/** Machines, for administrators; and how a machine enrols and shakes hands. */
export const machineRoutes = (deps: Deps): Handlers<'machines'> => ({
  listMachines: () => machines(deps, EVERYTHING),
  addMachine: ({ body }) => createMachine(deps, body),
  changeMachine: ({ params, body }) => changeMachine(deps, params.id, body),
  renewCode: ({ params }) => renewCode(deps, params.id),
  listCalibrations: ({ params }) => calibrations(deps, params.id),
  enrol: ({ body }) => enrol(deps, body),
  askNonce: async () => ({ nonce: await deps.presence.nonces.issue() }),
})
