//! The application: router and routes.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, SsrMode, path};

use crate::components::{Layout, RouteProgress};
use crate::pages::authority::change_log::ChangeLogPage;
use crate::pages::authority::emergency::EmergencyPage;
use crate::pages::authority::keys::KeyRulesPage;
use crate::pages::authority::locked::LockedPage;
use crate::pages::authority::new_organisation::NewOrganisationPage;
use crate::pages::authority::organisation::OrganisationPage;
use crate::pages::authority::organisations::OrganisationsPage;
use crate::pages::authority::outbox::OutboxPage;
use crate::pages::authority::people::AuthorityPeoplePage;
use crate::pages::authority::register::WholeRegisterPage;
use crate::pages::authority::requests::RequestsPage;
use crate::pages::authority::status::StatusPage;
use crate::pages::authority::support::SupportPage;
use crate::pages::front::FrontPage;
use crate::pages::management::add::AddPersonPage;
use crate::pages::management::key_policy::KeyPolicyPage;
use crate::pages::management::people::PeoplePage;
use crate::pages::management::person::PersonPage;
use crate::pages::management::register::RegisterPage;
use crate::pages::not_found::NotFound;
use crate::pages::password::{NewPasswordPage, OrderPasswordPage};
use crate::pages::permits::PermitsPage;
use crate::pages::places::{BuildingAddressPage, BuildingPage, PropertyAddressPage, PropertyPage};
use crate::pages::practice::PracticePage;
use crate::pages::query::{IdentificationPage, OwnQueriesPage, OwnershipPage, PersonQueryPage};
use crate::pages::receipt::ReceiptPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::suspicion::SuspicionPage;
use crate::pages::user::UserPage;

/// The whole application, from `<body>` inwards.
///
/// Every page is rendered whole before it is sent, so that no script streams parts into it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let (is_routing, set_is_routing) = signal(false);
    provide_context(RouteProgress(is_routing));
    view! {
        <Router set_is_routing>
            <Layout>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view={Lazy::<FrontPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/production") view={Lazy::<FrontPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/training") view={Lazy::<FrontPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view={Lazy::<SignInPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=path!("/password/order")
                        view={Lazy::<OrderPasswordPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/password/new")
                        view={Lazy::<NewPasswordPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/suspicion") view={Lazy::<SuspicionPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/receipt") view={Lazy::<ReceiptPage>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/user") view={Lazy::<UserPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=path!("/management/permits")
                        view={Lazy::<PermitsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/management/people")
                        view={Lazy::<PeoplePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/management/people/new")
                        view={Lazy::<AddPersonPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/management/people/:id")
                        view={Lazy::<PersonPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/management/register")
                        view={Lazy::<RegisterPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/management/keys")
                        view={Lazy::<KeyPolicyPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/keys")
                        view={Lazy::<KeyRulesPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/organisations")
                        view={Lazy::<OrganisationsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/organisations/new")
                        view={Lazy::<NewOrganisationPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/organisations/:id")
                        view={Lazy::<OrganisationPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/requests")
                        view={Lazy::<RequestsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/people")
                        view={Lazy::<AuthorityPeoplePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/register")
                        view={Lazy::<WholeRegisterPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/locked")
                        view={Lazy::<LockedPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/support")
                        view={Lazy::<SupportPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/outbox")
                        view={Lazy::<OutboxPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/changes")
                        view={Lazy::<ChangeLogPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/status")
                        view={Lazy::<StatusPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/authority/emergency")
                        view={Lazy::<EmergencyPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role")
                        view={Lazy::<PersonQueryPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role/building")
                        view={Lazy::<BuildingPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role/address")
                        view={Lazy::<BuildingAddressPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role/property")
                        view={Lazy::<PropertyPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role/property-identification")
                        view={Lazy::<PropertyAddressPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role/identification")
                        view={Lazy::<IdentificationPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/query/:permit/:role/ownership")
                        view={Lazy::<OwnershipPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/practice")
                        view={Lazy::<PracticePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/:environment/own-queries")
                        view={Lazy::<OwnQueriesPage>::new()}
                        ssr=SsrMode::Async
                    />
                </FlatRoutes>
            </Layout>
        </Router>
    }
}
