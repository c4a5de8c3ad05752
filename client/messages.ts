/** What the page says, in both languages. Titles of layers, properties and codes are the catalogue's. */
import type { Role } from '../geodata/model/roles.ts'
import type { Language, Text } from '../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  product: text('双西', 'Shuangxi'),
  productLong: text('双西 · 绿道与青山湖地图', 'Shuangxi · greenway and Qingshan Lake map'),
  map: text('地图', 'Map'),
  panel: text('面板', 'Panel'),
  desks: text('工作台', 'Desks'),
  search: text('搜索', 'Search'),
  searchHint: text('搜索绿道、地点、拼音…', 'Search places, greenways, pinyin…'),
  searchClear: text('清除搜索', 'Clear search'),
  searchResults: text('搜索结果', 'Search results'),
  searchNothing: text('没有找到', 'Nothing found for'),
  searchTry: text('换个写法，或用拼音首字母，如 qsh', 'Try another spelling, or initials such as qsh'),
  searching: text('正在搜索…', 'Searching…'),
  layers: text('图层', 'Layers'),
  reset: text('恢复默认', 'Reset'),
  legend: text('图例', 'Legend'),
  legendAndDownload: text('图例与下载', 'Legend and download'),
  downloadInView: text('下载当前视野内的要素', 'Download what is in view'),
  downloadGeojson: text('网页与脚本', 'for web pages and scripts'),
  downloadCsv: text('电子表格', 'for spreadsheets'),
  downloadFlatgeobuf: text('QGIS 等桌面软件', 'for QGIS and other desktop software'),
  downloadNote: text(
    '每个要素都注明来源、许可和是否为合成数据；含合成数据的文件名中也会注明。',
    'Every feature says its source, its licence and whether it is synthetic; so does the name of a file with synthetic data.',
  ),
  settings: text('设置', 'Settings'),
  toNight: text('切换到夜间', 'Switch to night'),
  toDay: text('切换到白天', 'Switch to day'),
  lessMotion: text('减少动画', 'Less motion'),
  relief: text('地形晕渲', 'Relief shading'),
  terrain: text('三维地形', '3D terrain'),
  zoomIn: text('放大', 'Zoom in'),
  zoomOut: text('缩小', 'Zoom out'),
  north: text('指北', 'Face north'),
  locate: text('我的位置', 'My location'),
  locateDenied: text(
    '无法取得位置：浏览器没有授权。',
    'No location: the browser was not allowed to give it.',
  ),
  locateFailed: text('暂时无法取得位置。', 'Your location could not be found.'),
  close: text('关闭', 'Close'),
  back: text('返回', 'Back'),
  retry: text('重试', 'Retry'),
  loading: text('正在加载…', 'Loading…'),
  card: text('要素信息', 'Feature'),
  nameless: text('未命名', 'Unnamed'),
  noAttributes: text('没有更多属性', 'No further attributes'),
  zoomTo: text('缩放到此', 'Zoom to it'),
  share: text('复制链接', 'Copy link'),
  shared: text('链接已复制', 'Link copied'),
  source: text('来源', 'Source'),
  licence: text('许可', 'Licence'),
  synthetic: text('合成数据', 'Synthetic'),
  syntheticLong: text('合成数据：由程序生成，仅作示例', 'Synthetic: made by a program as a sample'),
  syntheticView: text('当前视野含合成数据', 'Synthetic data in view'),
  embedded: text('内嵌数据库', 'Embedded database'),
  embeddedLong: text(
    '正在使用内嵌 PostGIS；正式使用请设置 DATABASE_URL',
    'Running on the embedded PostGIS; set DATABASE_URL for real use',
  ),
  approval: text('审图号', 'Map approval no.'),
  credits: text('数据与致谢', 'Data and credits'),
  notice: text('所含软件的许可', 'Licences of the software within'),
  pageLicences: text('网页代码的许可', 'Licences of the page’s code'),
  errorNetwork: text('网络不通，没有连上服务器。', 'The server could not be reached.'),
  errorServer: text('服务器暂时无法回答。', 'The server cannot answer at the moment.'),
  errorData: text('服务器返回的数据无法识别。', 'The server sent data that could not be read.'),
  errorTiles: text('部分地图没有加载出来。', 'Part of the map did not load.'),
  publishedTitle: text('公共地图', 'Public map'),
  publishedNote: text(
    '这是地图的静态副本：可以浏览、搜索、切换图层、点选要素。绿道详情、巡查、规划与三维工作台需要服务器，这里没有。',
    'This is a static copy of the map: look around, search, switch layers, click on features. Greenway details and the patrol, planning and 3D desks need a server and are not here.',
  ),
  publishedCard: text(
    '静态副本只有部分属性，几何为当前视野内的部分。',
    'A static copy has some of the attributes, and of the geometry what is in view.',
  ),
  notPublished: text('这是地图的静态副本，没有这项内容。', 'This is a static copy of the map, without this.'),
  notInView: text('请在地图上点选此要素。', 'Click the feature on the map.'),
  preparing: text('服务器正在准备数据，马上就好…', 'The server is preparing its data, one moment…'),
  errorDesk: text('工作台没有加载出来。', 'The desk did not load.'),
  errorGraphics: text(
    '浏览器不支持 WebGL 2，无法显示地图。',
    'This browser has no WebGL 2, so the map cannot be drawn.',
  ),
  sheetOpen: text('展开面板', 'Expand the panel'),
  sheetClose: text('收起面板', 'Collapse the panel'),
  skip: text('跳到面板', 'Skip to the panel'),
  groups: text('图层分组', 'Layer groups'),
  signIn: text('登录', 'Sign in'),
  signOut: text('退出登录', 'Sign out'),
  signedOut: text('已退出登录', 'You are signed out'),
  account: text('账号', 'Account'),
  myAccount: text('我的账号、会话与令牌', 'My account, sessions and tokens'),
  importData: text('导入数据…', 'Import data…'),
  administration: text('管理台', 'Administration'),
  invitationTitle: text('巡查工作台需要登录', 'The patrol desk asks you to sign in'),
  invitationText: text(
    '片区、巡查力量和事件只对巡查人员开放。登录后，这里会显示您负责的片区。',
    'Zones, units and incidents are for patrol staff. Once you are signed in, the zones in your care are shown here.',
  ),
  closedTitle: text('您的账号没有巡查权限', 'Your account has no patrol role'),
  closedText: text(
    '片区、巡查力量和事件只对巡查人员开放。需要权限时请联系管理员。',
    'Zones, units and incidents are for patrol staff. An administrator can give you a role.',
  ),
  copy: text('复制', 'Copy'),
  copied: text('已复制', 'Copied'),
  otherAccount: text('换一个账号登录', 'Sign in with another account'),
} satisfies Record<string, Text>

export const deskTitles = {
  greenway: text('绿道', 'Explore'),
  patrol: text('巡查', 'Patrol'),
  planning: text('规划', 'Plan'),
  terrain3d: text('三维', '3D'),
} satisfies Record<string, Text>

export const roleTitles = {
  public: text('公众', 'Public'),
  officer: text('巡查员', 'Patrol officer'),
  lead: text('巡查班长', 'Patrol lead'),
  planner: text('规划师', 'Planner'),
  admin: text('管理员', 'Administrator'),
} satisfies Record<Role, Text>

export const groupTitles = {
  greenway: text('绿道', 'Greenway'),
  planning: text('规划', 'Planning'),
  patrol: text('巡查', 'Patrol'),
  basemap: text('底图', 'Basemap'),
} satisfies Record<string, Text>

/** The text of a language. */
export const say = (value: Text, language: Language): string => value[language]
