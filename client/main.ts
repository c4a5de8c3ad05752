import 'virtual:tokens.css'
import './map/map.css'
import './page/page.css'
import './page/panel.css'
import './layers/layers.css'
import './parts/switch.css'
import './parts/controls.css'
import './page/settings.css'
import './search/search.css'
import './page/status-bar.css'
import './parts/desk-parts.css'
import './parts/dialog.css'
import './account/account-menu.css'
import './page/printed-page.css'
import { h, render } from 'preact'
import { followSignInAddress } from './account/sign-in-address.ts'
import { followAddress } from './address.ts'
import { followSelection } from './card/selected-feature.ts'
import { followLayout } from './layout.ts'
import { followOffline } from './offline/follow-offline.ts'
import { followAdminAddress } from './page/admin-address.ts'
import { App } from './page/app.tsx'
import { followBack } from './page/back.ts'
import { sendWaitingReports } from './page/waiting-reports.ts'
import { followConnection } from './source/connection.ts'
import { followState } from './store.ts'
import { followViewer } from './viewer.ts'

const page = document.getElementById('page')
if (!page) throw new Error('The page has no #page')
followSignInAddress()
followViewer()
followConnection()
followOffline()
followState()
followAddress()
followAdminAddress()
followLayout()
followBack()
followSelection()
sendWaitingReports()
render(h(App, {}), page)
document.getElementById('shell')?.remove()
