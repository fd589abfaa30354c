/** 检测时摄像头拍下的画面：给医生看，也印在证明后页。 */
export const stills = {
  heading: '检测时的画面',
  /** 身高接近限值时，测量的那一刻。 */
  height: '测身高，第 {round} 次',
  cameras: { overview: '全景', face: '正面' },
  caption: '{what}（{camera}）',
  /** 医生看着画面时存下的。 */
  taken: '{doctor}于 {at} 取证（{camera}）',
  ofDoctors: '医生存下的画面',
  look: '请看帽子、发髻、鞋和脚跟。',
}
