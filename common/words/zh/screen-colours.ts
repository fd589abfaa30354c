/** 屏幕颜色的测量记录：安装人员、管理员和医生都看。 */
export const screenColours = {
  white: '白点 x {x}，y {y}，约 {kelvin} K',
  primaries: '红 {red}，绿 {green}，蓝 {blue}（CIE 1931 x / y）',
  luminance: '白 {white}，红 {red}，绿 {green}，蓝 {blue}，黑 {black} 坎德拉每平方米',
  tone: '灰阶 {red}、{green}、{blue}（红、绿、蓝）',
  within: '在限值内：红、绿、蓝与白相符，检查图按此绘制',
  outside: '超出限值：{why}',
  /** 医生看的检测记录。 */
  log: '屏幕颜色测于 {at}，白点约 {kelvin} K，在限值内。检查图按这块屏幕绘制；这里显示的是同样颜色的 sRGB 图。',
  unmeasured: '这次检测没有屏幕颜色的测量记录：检查图按 sRGB 绘制，屏幕的颜色可能不同。',
}
