import type { SettingFaultCode } from '#protocol/setting-fault.ts'

/** 设置哪里不对，怎么改。接在设置的名称或它在文件中的位置之后，由启动程序的人在终端或日志里读到。 */
export const settings = {
  // 任何值
  'not-as-declared': '{error}。',
  'not-one-of': '必须是其中之一：{allowed}。',
  'not-known-here': '这里没有这一项。请删除，或检查拼写。',
  'not-json': '不是有效的 JSON。请检查这一行附近是否多了或少了逗号、引号、括号。',
  unreadable: '读不出来。请检查路径和权限。',
  // 变量
  'no-port': '必须是端口号，0 到 65535；0 表示由系统选择。',
  'port-forbidden': '用了浏览器禁止访问的端口（如 6000、10080）：页面打不开。请换一个端口，例如 3000 或 8443。',
  'port-for-root': '是本程序无权使用的端口。请用 {least} 或更大的端口，或让反向代理监听它。',
  'not-0-or-1': '必须是 0 或 1。',
  'too-long': '不得多于 {most} 个字符。',
  'no-origin': '必须是 {example} 这样的地址，后面不带路径。',
  // 自助舱的变量
  'no-pace': '必须是 {least} 到 {most} 之间的数。',
  'people-hurried': '只有设了 ROADFIT_SIMULATE=1 才能不是 1：不能催促真实的驾驶人。',
  'no-pages': '指的目录 {folder} 读不出来。请运行“npm run build”生成页面。',
  'other-owner':
    "属于用户 {owner}，而启动本程序的是 {user}：其中一方会写不了另一方留下的文件。请在命令前加上 sudo -u '{owner}'；如果本来就该由 {user} 运行，请把这个目录交给该用户（chown -R）。",
  'folder-simulated': '属于用模拟设备的自助舱，服务器可能还认得它的密钥。真实的自助舱请换一个目录。',
  'folder-not-simulated': '属于用真实设备的自助舱，模拟设备会用它的密钥签名。请设 ROADFIT_SIMULATE=0，或换一个目录。',
  'booth-file-missing': '不存在。请新建它，写明哪个设备在哪个端口（见 devices/README.md）。',
  // booth.json 和其中写的文件
  'no-device-name': '不能作设备名称。请以小写字母开头，只用小写字母、数字和 -，最多 40 个字符。',
  'model-unknown': '是 {model}，本程序没有这个型号。请写其中之一：{known}。',
  'model-misspelt': '是 {model}，本程序没有这个型号。请改写为 {meant}。',
  'height-twice': '也是测身高的，而 {other} 已经在测：两个的数值会混在一起。请只保留一个。',
  'port-not-said': '没有写明是哪个端口。请写 byId、byPath 或 serialNumber。',
  'port-renumbered': '必须是名称不变的端口：ttyUSB 和 ttyACM 的编号随插上的先后而变。请改写 byId、byPath 或 serialNumber。',
  'profile-elsewhere': '必须是与 booth.json 放在一起的文件的名称，不带目录。',
  'profile-unreadable': '指的文件 {profile} 读不出来。请把它与 booth.json 放在一起，并检查权限。',
  'pattern-without-height': '必须是含有 (?<cm>…) 组的正则表达式。',
  // 服务器的变量
  'no-address': '必须是以 http:// 或 https:// 开头的地址。',
  'needs-other': '必须与 {other} 一起设置。',
  'origin-not-as-written': '必须按浏览器的写法写成 {origin}。',
  'origin-not-secure': '必须以 https:// 开头，localhost 除外：否则浏览器不开放摄像头和通行密钥。',
  'origin-not-tls': '必须以 https:// 开头：设了 ROADFIT_TLS_CERT，服务器只用加密连接。',
  'no-media-address': '必须是浏览器能访问的 IP 地址，例如 203.0.113.5；域名和 0.0.0.0 不行。',
  'media-near':
    '必须是本服务器的公网或局域网 IP 地址：ROADFIT_ORIGIN 让别的电脑来访问，它们在 127.0.0.1 上只能找到自己，通话不会有画面和声音。',
  'media-ports-end': '必须是 0 或不大于 {most} 的端口：{workers} 个媒体进程各用一个端口，从这里往后数。',
  'media-port-low': '必须是 0 或不小于 1024 的端口：浏览器不向更小的端口发送媒体。',
  'ports-collide': '占用 {first} 到 {last}，其中 {port} 是 {other} 的端口。请把两者分开。',
  'demo-reachable': '在别人能访问的服务器上必须是 0：演示时可以用密码代替签名。',
  'no-media-worker': '必须是媒体进程的路径。安装步骤会生成它。',
  'no-institution': '必须是医疗机构的名称，印在每份证明上。',
  'no-policy': '必须是时间戳机构的策略编号（OID，如 1.3.6.1.4.1.99999.1）。',
  'no-long-secret': '必须是 16 到 500 个可见的 ASCII 字符，且无法被猜到，例如用“openssl rand -hex 32”生成。',
  'no-case-key': '必须是交管业务系统给的密钥，只含可见的 ASCII 字符，最多 500 个。',
  'no-ice-servers':
    '含有不是 STUN 或 TURN 服务器地址的内容：{wrong}。请写成 stun:turn.example:3478、turn:turn.example:3478?transport=udp 或 turns:turn.example:5349，用逗号分开。',
  'too-many-ice-servers': '列出的服务器太多，最多 {most} 个；多了接通会变慢。请只保留需要的。',
  'no-proxies': '含有不是地址也不是网段的内容：{wrong}。请写代理服务器的地址，如 10.0.0.5 或 10.0.0.0/24，用逗号分开。',
  'gateway-not-secure': '必须以 https:// 开头，除非指向本机：短信的号码和内容不能明文传送。',
  'case-not-secure': '必须以 https:// 开头，除非指向本机：证明中有身份证号和健康信息，不能明文传送。',
  'no-priority-age': '必须是 {least} 到 {most} 之间的整数，单位周岁：从这个年龄起，驾驶人优先叫号。',
  'no-recording-days': '必须是 1 到 {most} 之间的整数，单位天：录像保存多久后删除。',
  'no-photo-least': '必须是 0 到 {most} 之间的整数，单位字节：照片最少要有这么大；0 表示没有要求。',
  'place-twice': '写的是 {id}，与名单里另一个系统重名，或是保留的“none”。请另取一个名称。',
  'path-not-whole': '必须是以“/”开头的完整路径。',
  'no-folder': '不是服务器能读写的文件夹。请创建或挂载它，并检查权限。',
  'folders-alike': '与送出的文件夹相同。请用两个文件夹。',
  'no-proof': '既没有密钥也没有证书，对方无法确认是谁送交。请填写 keys 或 certificate。',
  'variable-missing': '指的环境变量没有设置。请在启动服务器的地方设置，或改用文件。',
  'file-open-to-others': '里面是密钥，但本机其他用户也能读。请用“chmod 600”改权限。',
  'no-signing-key': '必须是 24 到 64 字节的 base64，例如用“openssl rand -base64 32”生成。',
  'not-ed25519': '必须是 PEM 格式的 Ed25519 私钥，例如用“openssl genpkey -algorithm ed25519”生成。',
  'no-call-minutes': '必须是 0 到 {most} 之间的整数，单位分钟；0 表示签发前不要求通话时长。',
  'no-minutes': '必须是 1 到 {most} 之间的整数，单位分钟。',
  'no-noise-limit': '必须是 {least} 到 {most} 之间的整数，单位 dB(A)：超过它就不测听力。',
  'stations-unknown': '含有不存在的项目：{unknown}。请从中选择，用逗号分开：{known}。',
  // 密钥：已有数据时绝不重新生成
  'secret-missing':
    '不存在，而目录里已有数据：没有原来的密钥，同一个人会被当成另一个人。请从备份中恢复它。确实要从头开始的，请用 ROADFIT_DATA 换一个新目录。',
  'secret-damaged': '必须是 32 个字节，现在是 {bytes} 个。请从备份中恢复它。',
  'half-of-pair': '不存在，而与它成对的 {other} 在。没有重新生成，以免盖掉机构的印章。请从备份中恢复缺少的一个。',
  'seal-missing':
    '不存在，{other} 也不存在：没有印章就不能出具证明。请把机构的两个文件放在这里。只是试用的，请在新目录中设 ROADFIT_TEST_SEAL=1，会生成没有法律效力的测试印章。',
  'seal-lost': '不存在，{other} 也不存在，而目录里已有数据：不会换成另一个印章。请从备份中恢复这两个文件。',
  'stamps-untrusted': '里没有时间戳机构的证书，无法信任它加的时间戳。请放入它的根证书（PEM，*.crt）。',
  'not-its-key': '不是 {other} 的密钥。请放回成对的两个文件。',
  'booth-key-missing':
    '不存在，而 {others} 在：本舱已用原来的密钥登记或签过名。请从备份中恢复它。恢复不了的，请删除 {others}，再用管理页面上的新登记代码重新登记。',
  'booth-key-damaged':
    '已损坏，里面没有密钥。请从备份中恢复它。恢复不了的，请删除 key.pem、machine.json 和 sequence，再用管理页面上的新登记代码重新登记。',
} satisfies Record<SettingFaultCode, string>

/** 程序为什么没有启动，怎么办。 */
export const starting = {
  wrong: '这些设置不对：',
  portUsed: '端口 {port} 已被占用，可能是另一个 Roadfit。请结束它，或用 {variable} 换一个端口。',
  // 自助舱
  agentFailed: '自助舱程序无法启动，系统的说明是：{message}',
  // 服务器
  folderUsed: '另一个 Roadfit 服务器正在使用目录 {folder}。请结束它，或用 ROADFIT_DATA 换一个目录。',
  folderOfDemonstration: '目录 {folder} 是演示建立的：其中的人员是虚构的，密码众所周知。请用 ROADFIT_DATA 换一个目录。',
  folderNotOfDemonstration:
    '目录 {folder} 不是空的，也不是演示建立的，不能写入虚构人员。请去掉 ROADFIT_DEMO，或用 ROADFIT_DATA 指定一个空目录。',
  folderHasDemonstration: '目录 {folder} 曾用于演示：还有人使用演示密码，或有证明是用密码签署的。请用 ROADFIT_DATA 换一个目录。',
  folderUnwritable: '数据目录 {folder} 写不进去，系统的说明是：{message}。请把目录交给启动本程序的用户，并检查磁盘是否已满或只读。',
  databaseDamaged: '数据库 {file} 已损坏，检查的结果是：{message}。请先留好这个文件，再从备份中恢复。',
  databaseNewer: '数据库 {file} 是更新版本的 Roadfit 用过的，本版本不认识其中的 {message}。请换用新版本，或恢复升级之前的备份。',
  databaseReadOnly: '数据库 {file} 打不开或只能读，系统的说明是：{message}。请检查文件和目录属于谁、磁盘是否只读。',
  databaseHeld: '数据库 {file} 正被别的程序占用。请结束那个程序后再启动。',
  databaseGone: '数据库 {file} 不见了或是空的，而同一目录里还有已存的文件。请从备份中恢复它；确实要从头开始的，请换一个空目录。',
  fileTorn: '已存的文件 {file} 残缺或不见了，而它今天还要用。请从备份中恢复它。',
  recordUnreadable:
    '已存的一条记录读不出来：表 {table}，行 {row}，列 {column}，位置 {place}。它可能被改动过，而今天还要用。请先运行 npm run verify 查看，再从备份中恢复。',
  keysUnusable: '密钥或印章不能使用，没有启动：',
  workerFailed: '媒体进程 {worker} 无法启动：{message}。请重新安装，或设置 ROADFIT_MEDIA_WORKER。',
  notListening: '服务器无法在 {host}:{port} 上监听：{message}。请检查 ROADFIT_HOST 和 ROADFIT_PORT。',
  firstCodeIn: '还没有管理员。请打开 {origin}/admin/ 并输入文件 {file} 中的代码。',
  firstCode: '还没有管理员。请打开 {origin}/admin/ 并输入代码：{code}',
  notEnded: '服务器没有正常结束：{message}',
}
