import type { BoothView } from '#protocol/booth.ts'
import { DEVICES } from '#protocol/device.ts'

/** A simulated booth whose devices all answer, without a check. */
export const boothView = (part: Partial<BoothView> = {}): BoothView => ({
  version: 1,
  language: 'zh',
  booth: { name: '1 号舱', site: '城东服务大厅' },
  simulated: true,
  printer: true,
  inputs: ['keypad', 'touch'],
  madeUpCamera: false,
  link: 'connected',
  devices: DEVICES.map((kind) => ({ kind, name: kind, state: 'alive', simulated: true, faults: 0 })),
  card: 'read',
  unsent: 0,
  refusal: null,
  check: null,
  stage: null,
  ...part,
})
