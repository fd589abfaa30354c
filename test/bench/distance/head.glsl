#version 300 es
// A made-up head of solids (signed distances), in mm, as a pinhole camera sees it: x to the picture's right, y up, z towards the camera,
// 0 between the eyes. Sizes are around the middle of adults' (head 152 mm wide, eyes 63 mm apart, chin 118 mm below them; NASA-STD-3000,
// volume 1, section 3).
precision highp float;

uniform vec2 size;
uniform float focal;
uniform mat3 turned; // from the head's room to the camera's
uniform vec3 eyes; // the middle between the eyes, in the camera's room
uniform vec3 lamp; // towards it, in the camera's room
uniform float level;
uniform float span, wide, tall, nose, hairline;
uniform vec3 skin, hair, iris;
uniform bool glasses;
uniform int covered; // 0: nothing, 1: a hand, 2: a paddle
uniform float side; // of the covered eye: 1 is the driver's left
uniform vec3 beside;
uniform float tilt;
uniform vec3 cover;
out vec4 colour;

float egg(vec3 p, vec3 radii) {
  float inside = length(p / radii);
  float steep = length(p / (radii * radii));
  return steep == 0.0 ? -min(radii.x, min(radii.y, radii.z)) : inside * (inside - 1.0) / steep;
}
float rod(vec3 p, vec3 from, vec3 to, float radius) {
  vec3 a = p - from, b = to - from;
  return length(a - b * clamp(dot(a, b) / dot(b, b), 0.0, 1.0)) - radius;
}
float join(float a, float b, float soft) {
  float near = max(soft - abs(a - b), 0.0) / soft;
  return min(a, b) - near * near * soft / 4.0;
}
float carve(float a, float b, float soft) { return -join(-a, b, soft); }
vec4 nearer(vec4 one, vec4 other) { return other.w < one.w ? other : one; }

// Bones, cheeks, nose and mouth, with hollows for the eyes.
float face(vec3 point) {
  vec3 p = vec3(point.x / wide, point.y > 0.0 ? point.y : point.y / tall, point.z);
  vec3 s = vec3(abs(p.x), p.yz);
  float far = join(egg(p - vec3(0, 35, -85), vec3(76, 86, 95)), egg(p - vec3(0, -42, -62), vec3(63, 74, 68)), 24.0);
  far = join(far, length(p - vec3(0, -103, -12)) - 17.0, 22.0);
  far = join(far, length(s - vec3(42, -26, -20)) - 24.0, 16.0);
  far = join(far, rod(s, vec3(0, 19, -2), vec3(30, 18, -8), 10.0), 12.0);
  far = carve(far, egg(vec3(abs(point.x) - span / 2.0, point.y, point.z - 6.0), vec3(20, 12, 16)), 9.0);
  far = join(far, rod(p, vec3(0, 6, 0), vec3(0, -38, nose), 7.0), 7.0);
  far = join(far, length(s - vec3(12, -42, nose - 12.0)) - 7.0, 6.0);
  far = carve(far, length(s - vec3(7, -48, nose - 6.0)) - 3.2, 2.0);
  far = join(far, egg(p - vec3(0, -68.5, 3), vec3(22, 5, 9)), 4.0);
  far = join(far, egg(p - vec3(0, -76.5, 2), vec3(19, 6, 9)), 4.0);
  return join(far, egg(s - vec3(75, -8, -88), vec3(7, 31, 18)), 6.0);
}

// Brows and lips.
vec3 painted(vec3 p) {
  float across = abs(p.x);
  float brow = 19.5 + 4.0 * sin(clamp(across - 10.0, 0.0, 52.0) / 52.0 * 2.4);
  if (p.z > -30.0 && across > 11.0 && across < 53.0 && abs(p.y - brow) < 3.6 - max(0.0, across - 38.0) * 0.17) return hair;
  vec2 mouth = vec2(p.x / wide / 25.0, (p.y / tall + 72.5) / 9.5);
  if (p.z > -30.0 && length(mouth) < 1.0) return abs(mouth.y) < 0.09 ? vec3(0.2, 0.07, 0.06) : skin * vec3(0.85, 0.55, 0.55);
  return skin;
}

vec4 eye(vec3 p) {
  vec3 inside = p + vec3(0, 0, 13);
  float out_ = length(inside), turn = length(p.xy);
  vec3 seen = inside.z < 0.0 || turn > 5.9 ? vec3(0.82, 0.8, 0.78) : turn > 2.0 ? iris : vec3(0.03);
  float opening = 5.2 * (1.0 - p.x * p.x / 225.0);
  return nearer(vec4(seen, out_ - 12.2), vec4(skin, max(out_ - 13.5, (opening - abs(p.y)) * 0.7)));
}

vec4 locks(vec3 p) {
  float whole = egg(vec3(p.x / wide, p.y, p.z) - vec3(0, 36, -90), vec3(86, 97, 104));
  float edge = hairline - p.x * p.x / 260.0 - p.y;
  return vec4(hair, max(whole, min(edge, max(p.z + 62.0, edge - 90.0))));
}

vec4 spectacles(vec3 p) {
  float across = abs(p.x);
  float rim = length(vec2(length(vec2((across - span / 2.0) / 1.15, p.y + 2.0)) - 20.0, p.z - 13.0)) - 1.6;
  float bridge = rod(vec3(across, p.yz), vec3(0, 3, 15), vec3(span / 2.0 - 22.0, 2, 14), 1.5);
  float arms = rod(vec3(across, p.yz), vec3(span / 2.0 + 22.0, 4, 13), vec3(78, 4, -80), 1.8);
  return vec4(0.06, 0.05, 0.05, min(rim, min(bridge, arms)));
}

// A hand or a paddle before an eye, held from below and from outside.
vec4 before(vec3 point) {
  vec3 p = vec3(side * (point.x - side * span / 2.0 - beside.x), point.y - beside.y, point.z - 22.0 - beside.z);
  p.xy = mat2(cos(tilt), -sin(tilt), sin(tilt), cos(tilt)) * p.xy;
  if (covered == 2) {
    float disc = max(length(p.xy) - 33.0, abs(p.z) - 1.5);
    return vec4(cover, min(disc, rod(p, vec3(0, -33, 0), vec3(0, -150, 10), 6.0)));
  }
  float far = egg(p - vec3(0, -22, 6), vec3(40, 46, 13));
  for (float finger = -1.5; finger < 2.0; finger += 1.0)
    far = join(far, rod(p, vec3(finger * 18.0, 10, 4), vec3(finger * 17.0, 74.0 - 9.0 * abs(finger), 0), 8.5), 3.0);
  far = join(far, rod(p, vec3(-34, -28, 6), vec3(-50, 6, 4), 9.0), 5.0);
  return vec4(cover, join(far, rod(p, vec3(0, -55, 8), vec3(10, -200, 20), 27.0), 14.0));
}

// The colour of what is nearest, and how far it is.
vec4 nearest(vec3 p) {
  vec4 all = nearer(vec4(skin, rod(p, vec3(0, -90, -95), vec3(0, -230, -105), 54.0)), vec4(0.14, 0.2, 0.28, egg(p - vec3(0, -330, -120), vec3(230, 130, 100))));
  if (covered > 0) {
    float off = length(p - vec3(side * span / 2.0, -20, 22)) - 120.0;
    all = nearer(all, off > 15.0 && p.y > -140.0 ? vec4(cover, off) : before(p));
  }
  float away = length(p - vec3(0, -5, -75)) - 140.0;
  if (away > 15.0) return nearer(all, vec4(skin, away));
  float bare = face(p);
  all = nearer(all, vec4(bare < 3.0 ? painted(p) : skin, bare));
  all = nearer(all, locks(p));
  if (p.z > -40.0 && bare < 25.0) all = nearer(all, nearer(eye(p - vec3(span / 2.0, 0, 0)), eye(p + vec3(span / 2.0, 0, 0))));
  return glasses ? nearer(all, spectacles(p)) : all;
}

void main() {
  vec3 from = -eyes * turned;
  vec3 ray = normalize(vec3(gl_FragCoord.xy - size / 2.0, -focal)) * turned;
  float gone = max(0.0, length(eyes) - 300.0);
  vec3 seen = vec3(0.62, 0.65, 0.66);
  for (int i = 0; i < 48; i++) {
    vec3 p = from + ray * gone;
    float far = nearest(p).w;
    if (far < 0.35) {
      vec2 e = vec2(0.6, 0);
      vec3 normal = normalize(vec3(nearest(p + e.xyy).w, nearest(p + e.yxy).w, nearest(p + e.yyx).w) - far);
      // What lies in a fold gets less of the room's light.
      float open = clamp(nearest(p + normal * 14.0).w / 14.0, 0.2, 1.0);
      seen = nearest(p).rgb * (0.38 * open + 0.72 * max(0.0, dot(normal, lamp * turned)) * (0.4 + 0.6 * open));
      break;
    }
    gone += far * 0.92;
    if (gone > length(eyes) + 500.0) break;
  }
  colour = vec4(pow(min(level * seen, 1.0), vec3(1.0 / 2.2)), 1);
}
