import type { Language } from '../../../geodata/model/text.ts'

/** Help text. */
export const usage: Readonly<Record<Language, string>> = {
  zh: `用法：npm run accounts -- add <账号名> --role <角色> [选项]
      npm run accounts -- link <账号名>
      npm run accounts -- list
      npm run accounts -- disable <账号名>

add      新建账号，并给出一次性登录链接（不设默认密码）
link     为账号签发新的一次性链接，之前未用的随即失效；忘记密码时也用它
list     全部账号，及其角色和范围
disable  停用账号：会话和令牌立即失效

选项：
  --role <角色>      officer、lead、planner 或 admin，可重复
  --title <名称>     显示给人看的名称
  --zones <编码>     只限这些巡查片区，以逗号分隔；缺省为不限
  --towns <编码>     只限这些乡镇街道，以逗号分隔；缺省为不限
  --url <地址>       链接中平台的地址（默认由 HOST 和 PORT 组成）
  --lang <zh|en>     语言
数据库由 DATABASE_URL 指定，缺省为 DATA_DIR（默认 var）中的内嵌数据库。`,
  en: `Usage: npm run accounts -- add <name> --role <role> [options]
       npm run accounts -- link <name>
       npm run accounts -- list
       npm run accounts -- disable <name>

add      creates an account and prints a one-time link to sign in by; there are no default passwords
link     makes a new one-time link; earlier ones that were not used are no longer good; also for lost passwords
list     all accounts, with their roles and limits
disable  disables an account: its sessions and tokens end at once

Options:
  --role <role>      officer, lead, planner or admin; may be repeated
  --title <title>    what people are shown
  --zones <codes>    only these patrol zones, by commas; without it all
  --towns <codes>    only these towns, by commas; without it all
  --url <address>    address of the platform in links (by default of HOST and PORT)
  --lang <zh|en>     language
The database is the one of DATABASE_URL, else the embedded one in DATA_DIR (var by default).`,
}
