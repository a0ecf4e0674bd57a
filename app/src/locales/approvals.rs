//! Texts of rights that wait for the authority's approval.

use luotain::access::{RequestKind, RequestObstacle};
use luotain::language::Language;
use luotain::management::{RequestSort, RequestState};

use super::{texts, texts_in};

super::area! {
    /// Texts of rights that wait for the authority's approval.
    ApprovalTexts {
        menu: "Oikeuspyynnöt", "Begäranden om rättigheter", "Requests for rights";
        title: "Oikeuspyynnöt", "Begäranden om rättigheter", "Requests for rights";
        intro: "Käyttöoikeudet, jotka tulevat voimaan vasta, kun rekisteriviranomainen on hyväksynyt ne. Omaa oikeutta tai itse tehtyä pyyntöä ei voi ratkaista.", "Användarrätter som träder i kraft först när registermyndigheten har godkänt dem. Ingen avgör sin egen rätt eller en begäran som personen själv har gjort.", "Rights that take effect only when the register authority has approved them. Nobody decides on a right of their own or on a request that they made themselves.";
        search_hint: "Organisaation, henkilön, käyttäjätunnuksen tai oikeuden osa.", "En del av organisationen, personen, användarnamnet eller rätten.", "Part of an organisation, person, username or right.";
        state: "Tila", "Status", "State";
        all_states: "Kaikki pyynnöt", "Alla begäranden", "All requests";
        state_waiting: "Odottaa ratkaisua", "Väntar på avgörande", "Waiting";
        state_approved: "Hyväksytty", "Godkänd", "Approved";
        state_rejected: "Hylätty", "Avslagen", "Rejected";
        state_withdrawn: "Peruttu", "Återtagen", "Withdrawn";
        sort: "Järjestys", "Ordning", "Order";
        sort_time: "Pyynnön aika, vanhin ensin", "Tid för begäran, äldst först", "Time of request, oldest first";
        sort_organisation: "Organisaatio", "Organisation", "Organisation";
        sort_person: "Henkilö", "Person", "Person";
        sort_first_day: "Oikeuden ensimmäinen päivä", "Rättens första dag", "First day of the right";
        descending: "Käänteinen järjestys", "Omvänd ordning", "Reverse order";
        found: "Pyyntöjä: {n}", "Begäranden: {n}", "Requests: {n}";
        empty_waiting: "Yksikään pyyntö ei odota ratkaisua.", "Ingen begäran väntar på avgörande.", "No request is waiting.";
        empty: "Hakua vastaavia pyyntöjä ei ole. Muuta rajausta.", "Ingen begäran motsvarar sökningen. Ändra avgränsningen.", "No request matches. Change the search.";
        asked: "Pyydetty", "Begärd", "Asked";
        asked_by: "Pyytäjä", "Begärd av", "Asked by";
        kind_give: "Uusi oikeus", "Ny rätt", "New right";
        kind_change: "Voimassaolon muutos", "Ändring av giltigheten", "Change of validity";
        decision: "Ratkaisu", "Avgörande", "Decision";
        decided_by: "{state} {time}, {by}", "{state} {time}, {by}", "{state} {time}, {by}";
        approve: "Hyväksy", "Godkänn", "Approve";
        approve_title: "Hyväksytäänkö pyyntö?", "Ska begäran godkännas?", "Approve the request?";
        approve_of: "Hyväksy: {person}, {right}", "Godkänn: {person}, {right}", "Approve: {person}, {right}";
        reject: "Hylkää", "Avslå", "Reject";
        reject_title: "Hylätäänkö pyyntö?", "Ska begäran avslås?", "Reject the request?";
        reject_of: "Hylkää: {person}, {right}", "Avslå: {person}, {right}", "Reject: {person}, {right}";
        decide_text: "{person}, {organisation}: {right}, {days}", "{person}, {organisation}: {right}, {days}", "{person}, {organisation}: {right}, {days}";
        decide_reason_hint: "3–200 merkkiä, ei henkilötunnusta. Peruste kerrotaan pyytäjälle ja henkilölle, ja hyväksynnän peruste jää käyttöoikeusrekisteriin.", "3–200 tecken, ingen personbeteckning. Grunden meddelas den som begärt rätten och personen, och grunden för ett godkännande bevaras i användarrättsregistret.", "3–200 characters, no personal identity code. The requester and the person are told, and the reason of an approval stays in the access-rights register.";
        done_approved: "Pyyntö on hyväksytty. Oikeus on voimassa alkupäivästään.", "Begäran har godkänts. Rätten gäller från sin första dag.", "The request has been approved. The right holds from its first day.";
        done_rejected: "Pyyntö on hylätty.", "Begäran har avslagits.", "The request has been rejected.";
        not_yours: "Koskee sinua itseäsi tai omaa pyyntöäsi. Toinen hyväksyjä ratkaisee sen.", "Gäller dig själv eller din egen begäran. En annan godkännare avgör den.", "Concerns yourself or your own request. Another approver decides it.";
        person_title: "Hyväksyntää odottavat ja ratkaistut pyynnöt", "Begäranden som väntar på godkännande eller avgjorts", "Requests that wait for approval, and decided ones";
        person_intro: "Oikeus tulee voimaan, kun rekisteriviranomainen on hyväksynyt pyynnön.", "Rätten träder i kraft när registermyndigheten har godkänt begäran.", "A right takes effect when the register authority has approved the request.";
        withdraw: "Peru pyyntö", "Återta begäran", "Withdraw the request";
        withdraw_of: "Peru pyyntö: {right}", "Återta begäran: {right}", "Withdraw the request: {right}";
        withdraw_title: "Perutaanko pyyntö?", "Ska begäran återtas?", "Withdraw the request?";
        withdraw_text: "Rekisteriviranomainen ei enää käsittele pyyntöä: {right}.", "Registermyndigheten behandlar inte längre begäran: {right}.", "The register authority will no longer handle the request: {right}.";
        done_requested: "Pyyntö on lähetetty rekisteriviranomaiselle. Oikeus tulee voimaan, kun se on hyväksytty.", "Begäran har skickats till registermyndigheten. Rätten träder i kraft när den har godkänts.", "The request has gone to the register authority. The right takes effect when it has been approved.";
        done_withdrawn: "Pyyntö on peruttu.", "Begäran har återtagits.", "The request has been withdrawn.";
        asks_approval: "vaatii hyväksynnän", "kräver godkännande", "needs approval";
        approval_hint: "Kyselyroolit, joiden perässä lukee ”vaatii hyväksynnän”, tulevat voimaan vasta rekisteriviranomaisen hyväksyttyä ne.", "Förfrågningsroller märkta ”kräver godkännande” träder i kraft först när registermyndigheten har godkänt dem.", "Query roles marked “needs approval” take effect only when the register authority has approved them.";
        renew_requested: "Hyväksyntää odottavia oikeuksia: {n}", "Rättigheter som väntar på godkännande: {n}", "Rights that wait for approval: {n}";
        request_waits: "Tästä oikeudesta on jo pyyntö, joka odottaa rekisteriviranomaisen ratkaisua. Odota ratkaisua tai peru pyyntö.", "En begäran om denna rätt väntar redan på registermyndighetens avgörande. Vänta på avgörandet eller återta begäran.", "A request for this right is already waiting for the register authority. Wait for the decision or withdraw the request.";
        person_ended: "Pyyntöä ei voi hyväksyä: henkilön käyttäjätunnus on päätetty pyynnön jälkeen. Hylkää pyyntö.", "Begäran kan inte godkännas: personens användarnamn har avslutats efter begäran. Avslå begäran.", "The request cannot be approved: the person's username has been ended since. Reject the request.";
        permit_ended: "Pyyntöä ei voi hyväksyä: tietolupa on päättynyt. Hylkää pyyntö.", "Begäran kan inte godkännas: datatillståndet har upphört. Avslå begäran.", "The request cannot be approved: the data permit has ended. Reject the request.";
        role_gone: "Pyyntöä ei voi hyväksyä: kyselyrooli ei enää kuulu organisaation tietolupaan. Hylkää pyyntö.", "Begäran kan inte godkännas: förfrågningsrollen ingår inte längre i organisationens datatillstånd. Avslå begäran.", "The request cannot be approved: the query role is no longer in the organisation's data permit. Reject the request.";
        passed: "Pyyntöä ei voi hyväksyä: pyydetty viimeinen päivä on jo mennyt. Hylkää pyyntö.", "Begäran kan inte godkännas: den begärda sista dagen har redan varit. Avslå begäran.", "The request cannot be approved: the last day asked for has passed. Reject the request.";
        held_already: "Pyyntöä ei voi hyväksyä: henkilöllä on jo tämä oikeus. Hylkää pyyntö.", "Begäran kan inte godkännas: personen har redan denna rätt. Avslå begäran.", "The request cannot be approved: the person holds this right already. Reject the request.";
        not_held: "Pyyntöä ei voi hyväksyä: muutettava oikeus on päättynyt. Hylkää pyyntö.", "Begäran kan inte godkännas: rätten som skulle ändras har upphört. Avslå begäran.", "The request cannot be approved: the right to be changed has ended. Reject the request.";
        dates: "Pyyntöä ei voi hyväksyä: pyydetyt päivät eivät enää sovi tietoluvan voimassaoloon. Hylkää pyyntö ja pyydä organisaatiota tekemään uusi.", "Begäran kan inte godkännas: de begärda dagarna passar inte längre in i datatillståndets giltighet. Avslå begäran och be organisationen göra en ny.", "The request cannot be approved: the days no longer fit the data permit. Reject it and ask the organisation for a new one.";
    }
}

/// How a request stands, in words.
pub fn state_name(state: RequestState) -> &'static str {
    let t = texts().approvals;
    match state {
        RequestState::Waiting => t.state_waiting,
        RequestState::Approved => t.state_approved,
        RequestState::Rejected => t.state_rejected,
        RequestState::Withdrawn => t.state_withdrawn,
    }
}

/// An order of the queue, in words.
pub fn sort_name(sort: RequestSort) -> &'static str {
    let t = texts().approvals;
    match sort {
        RequestSort::Time => t.sort_time,
        RequestSort::Organisation => t.sort_organisation,
        RequestSort::Person => t.sort_person,
        RequestSort::FirstDay => t.sort_first_day,
    }
}

/// What was asked, in words.
pub fn kind_name(kind: RequestKind) -> &'static str {
    let t = texts().approvals;
    match kind {
        RequestKind::Give => t.kind_give,
        RequestKind::Change => t.kind_change,
    }
}

/// Why a request can no longer be approved, and what to do.
pub fn obstacle_text(obstacle: RequestObstacle, language: Language) -> &'static str {
    let t = texts_in(language).approvals;
    match obstacle {
        RequestObstacle::PersonEnded => t.person_ended,
        RequestObstacle::PermitEnded => t.permit_ended,
        RequestObstacle::NotInPermit => t.role_gone,
        RequestObstacle::Passed => t.passed,
        RequestObstacle::HeldAlready => t.held_already,
        RequestObstacle::NotHeld => t.not_held,
        RequestObstacle::Dates => t.dates,
    }
}
