//! The application: router and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::components::{Layout, RouteProgress};
use crate::lazy::lazy_page;
use crate::pages::authority::change_log::change_log_page;
use crate::pages::authority::emergency::emergency_page;
use crate::pages::authority::keys::key_rules_page;
use crate::pages::authority::locked::locked_page;
use crate::pages::authority::new_organisation::new_organisation_page;
use crate::pages::authority::organisation::organisation_page;
use crate::pages::authority::organisations::organisations_page;
use crate::pages::authority::outbox::outbox_page;
use crate::pages::authority::people::authority_people_page;
use crate::pages::authority::register::whole_register_page;
use crate::pages::authority::requests::requests_page;
use crate::pages::authority::status::status_page;
use crate::pages::authority::support::support_page;
use crate::pages::front::front_page;
use crate::pages::management::add::add_person_page;
use crate::pages::management::key_policy::key_policy_page;
use crate::pages::management::people::people_page;
use crate::pages::management::person::person_page;
use crate::pages::management::register::register_page;
use crate::pages::not_found::NotFound;
use crate::pages::password::{new_password_page, order_password_page};
use crate::pages::permits::permits_page;
use crate::pages::places::{building_address_page, building_page, property_address_page, property_page};
use crate::pages::practice::practice_page;
use crate::pages::query::{identification_page, own_queries_page, ownership_page, person_query_page};
use crate::pages::receipt::receipt_page;
use crate::pages::sign_in::sign_in_page;
use crate::pages::suspicion::suspicion_page;
use crate::pages::user::user_page;

/// The whole application, from `<body>` inwards.
///
/// Every page is rendered whole before it is sent, so that no script streams parts into it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let (is_routing, set_is_routing) = signal(false);
    provide_context(RouteProgress(is_routing));
    let front = lazy_page!(front, front_page);
    view! {
        <Router set_is_routing>
            <Layout>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view=front ssr=SsrMode::Async />
                    <Route path=path!("/production") view=front ssr=SsrMode::Async />
                    <Route path=path!("/training") view=front ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=lazy_page!(entry, sign_in_page) ssr=SsrMode::Async />
                    <Route path=path!("/password/order") view=lazy_page!(entry, order_password_page) ssr=SsrMode::Async />
                    <Route path=path!("/password/new") view=lazy_page!(entry, new_password_page) ssr=SsrMode::Async />
                    <Route path=path!("/suspicion") view=lazy_page!(entry, suspicion_page) ssr=SsrMode::Async />
                    <Route path=path!("/receipt") view=lazy_page!(receipt, receipt_page) ssr=SsrMode::Async />
                    <Route path=path!("/user") view=lazy_page!(user, user_page) ssr=SsrMode::Async />
                    <Route path=path!("/management/permits") view=lazy_page!(management, permits_page) ssr=SsrMode::Async />
                    <Route path=path!("/management/people") view=lazy_page!(management, people_page) ssr=SsrMode::Async />
                    <Route path=path!("/management/people/new") view=lazy_page!(management, add_person_page) ssr=SsrMode::Async />
                    <Route path=path!("/management/people/:id") view=lazy_page!(management, person_page) ssr=SsrMode::Async />
                    <Route path=path!("/management/register") view=lazy_page!(management, register_page) ssr=SsrMode::Async />
                    <Route path=path!("/management/keys") view=lazy_page!(management, key_policy_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/keys") view=lazy_page!(authority, key_rules_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/organisations") view=lazy_page!(authority, organisations_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/organisations/new") view=lazy_page!(authority, new_organisation_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/organisations/:id") view=lazy_page!(authority, organisation_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/requests") view=lazy_page!(authority, requests_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/people") view=lazy_page!(authority, authority_people_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/register") view=lazy_page!(authority, whole_register_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/locked") view=lazy_page!(authority, locked_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/support") view=lazy_page!(authority, support_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/outbox") view=lazy_page!(authority, outbox_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/changes") view=lazy_page!(authority, change_log_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/status") view=lazy_page!(authority, status_page) ssr=SsrMode::Async />
                    <Route path=path!("/authority/emergency") view=lazy_page!(authority, emergency_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role") view=lazy_page!(query, person_query_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role/building") view=lazy_page!(places, building_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role/address") view=lazy_page!(places, building_address_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role/property") view=lazy_page!(places, property_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role/property-identification") view=lazy_page!(places, property_address_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role/identification") view=lazy_page!(query, identification_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/query/:permit/:role/ownership") view=lazy_page!(query, ownership_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/practice") view=lazy_page!(query, practice_page) ssr=SsrMode::Async />
                    <Route path=path!("/:environment/own-queries") view=lazy_page!(query, own_queries_page) ssr=SsrMode::Async />
                </FlatRoutes>
            </Layout>
        </Router>
    }
}
