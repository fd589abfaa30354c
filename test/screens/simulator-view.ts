import type { SimulatorView } from '#protocol/booth.ts'

/** The simulated devices with one card on the reader. */
export const simulatorView: SimulatorView = {
  drivers: [
    { id: 'lin', name: '林晓峰', classes: ['C1', 'D'], note: '换证，戴眼镜' },
    { id: 'zhou', name: '周美兰', classes: ['A1', 'B2'], note: '身高 152 厘米，不够 A1' },
    { id: 'abdulla', name: '阿卜杜拉·阿卜杜热西提', classes: ['C2'], note: '没有预约业务' },
  ],
  card: 'lin',
  standing: null,
  pressing: { left: 0, right: 0 },
  unplugged: ['keypad'],
  madeUpCamera: false,
}
