//! Lines that give the publication date, as people write them: which day they mean, and whether they contain anything
//! else.

/// The months in the languages of the press.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février févr febrero febbraio fevereiro fev februari",
    "march mar märz mrz mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août agosto ago augustus",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
];

/// Words next to a date without further meaning.
const LABELS: &str = "published publish posted on at first date created last from the \
    veröffentlicht erschienen stand am um uhr den der vom publié publiée le à a du el las de del da do il alle op om \
    publicado pubblicato gepubliceerd st nd rd th er º am pm m p h min z t gmt utc bst est edt et pst pdt cet cest mez \
    mesz ist monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag \
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi \
    vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì \
    venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag 年 月 日 公開 発表 发布 发布时间 発行";

const UPDATES: &str = "updated update modified edited revised aktualisiert geändert mis mise jour modifié modifiée \
    actualizado actualizada aggiornato atualizado bijgewerkt 更新";

/// Whether a line is about an update of the article.
pub(super) fn is_update(line: &str) -> bool {
    tokens(line).iter().any(|token| is_in(UPDATES, token))
}

/// Whether a word only says what kind of date is next to it.
pub(super) fn is_label(word: &str) -> bool {
    is_in(LABELS, word) || is_in(UPDATES, word)
}

/// The day named by a line that contains nothing else.
pub(crate) fn day(line: &str) -> Option<String> {
    let mut numbers = Vec::new();
    let mut named = None;
    for token in tokens(line) {
        match (token.parse::<u32>(), month(&token)) {
            (Ok(number), _) => numbers.push((number, token.len())),
            (Err(_), Some(month)) => named = Some(month),
            (Err(_), None) if is_label(&token) => {}
            (Err(_), None) => return None,
        }
    }
    let written = match (named, numbers.as_slice()) {
        (Some(month), [(day, 1..=2), (year, 4)] | [(year, 4), (day, 1..=2)]) => (*year, month, *day),
        (None, [(year, 4), (month, 1..=2), (day, 1..=2)]) => (*year, *month, *day),
        _ => return None,
    };
    let (year, month, day) = written;
    crate::page::moment(&format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether a line says only this date and time.
pub(super) fn says(line: &str, moment: &str) -> bool {
    let Some((year, month_of, day)) = day_of(moment) else { return false };
    let has_clock = moment.len() > "2026-03-01".len();
    let (mut has_year, mut has_day, mut month_count) = (false, false, 0);
    for token in tokens(line) {
        match token.parse::<u32>() {
            Ok(number) if number == year || token.len() == 2 && number == year % 100 && !has_year && has_day => {
                has_year = true;
            }
            Ok(number) if number == day && !has_day => has_day = true,
            Ok(number) if number == month_of && month_count == 0 => month_count += 1,
            Ok(number) if has_clock && number < 60 && has_year => {}
            Ok(_) => return false,
            Err(_) if month(&token) == Some(month_of) => month_count += 1,
            Err(_) if is_label(&token) => {}
            Err(_) => return false,
        }
    }
    has_year && has_day && month_count > 0
}

/// Whether two dates are written as the same day.
pub(super) fn is_same_day(one: &str, other: &str) -> bool {
    day_of(one).is_some_and(|day| day_of(other) == Some(day))
}

fn day_of(moment: &str) -> Option<(u32, u32, u32)> {
    let mut parts = moment.get(..10)?.split('-').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next()?) {
        (Ok(year), Ok(month), Ok(day)) => Some((year, month, day)),
        _ => None,
    }
}

fn month(token: &str) -> Option<u32> {
    (1..).zip(MONTHS).find_map(|(number, names)| is_in(names, token).then_some(number))
}

fn is_in(words: &str, token: &str) -> bool {
    words.split_whitespace().any(|word| word == token)
}

/// Runs of digits and runs of letters, in lower case.
pub(super) fn tokens(line: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = None;
    for c in line.chars() {
        let kind = c.is_alphanumeric().then(|| c.is_ascii_digit());
        if let Some(is_figure) = kind {
            match tokens.last_mut() {
                Some(token) if last == Some(is_figure) => token.extend(c.to_lowercase()),
                _ => tokens.push(c.to_lowercase().collect()),
            }
        }
        last = kind;
    }
    tokens
}
