//! Characters that are mirrored in right-to-left text: Unicode’s Bidi_Mirroring_Glyph.

/// The character to draw for another one in right-to-left text.
pub(super) fn mirrored(c: char) -> char {
    // Most characters are ASCII letters, or beyond ASCII but before the first mirrored one.
    if c.is_alphanumeric() || c == ' ' {
        return c;
    }
    let mut pairs = PAIRS.chars();
    while let (Some(a), Some(b)) = (pairs.next(), pairs.next()) {
        if a == c {
            return b;
        }
        if b == c {
            return a;
        }
    }
    c
}

/// Pairs of characters that mirror each other.
const PAIRS: &str = "\
    ()<>[]{}«»༺༻༼༽᚛᚜‹›⁅⁆⁽⁾₍₎∈∋∉∌∊∍∕⧵∟⯾∠⦣∡⦛∢⦠∤⫮∼∽≃⋍≅≌≒≓≔≕≤≥≦≧≨≩≪≫≮≯≰≱≲≳≴≵≶≷≸≹≺≻≼≽≾≿⊀⊁\
    ⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊏⊐⊑⊒⊘⦸⊢⊣⊦⫞⊨⫤⊩⫣⊫⫥⊰⊱⊲⊳⊴⊵⊶⊷⊸⟜⋉⋊⋋⋌⋐⋑⋖⋗⋘⋙⋚⋛⋜⋝⋞⋟⋠⋡⋢⋣⋤⋥⋦⋧⋨⋩⋪⋫⋬⋭⋰⋱⋲⋺⋳⋻⋴⋼⋶⋽⋷⋾⌈⌉\
    ⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟃⟄⟅⟆⟈⟉⟋⟍⟕⟖⟝⟞⟢⟣⟤⟥⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦎⦏⦑⦒⦓⦔⦕⦖⦗⦘⦤⦥⦨⦩⦪⦫⦬⦭⦮⦯⧀⧁⧄⧅\
    ⧏⧐⧑⧒⧔⧕⧘⧙⧚⧛⧨⧩⧸⧹⧼⧽⨫⨬⨭⨮⨴⨵⨼⨽⩤⩥⩹⩺⩻⩼⩽⩾⩿⪀⪁⪂⪃⪄⪅⪆⪇⪈⪉⪊⪋⪌⪍⪎⪏⪐⪑⪒⪓⪔⪕⪖⪗⪘⪙⪚⪛⪜⪝⪞⪟⪠⪡⪢⪦⪧⪨⪩⪪⪫⪬⪭⪯⪰⪱⪲\
    ⪳⪴⪵⪶⪷⪸⪹⪺⪻⪼⪽⪾⪿⫀⫁⫂⫃⫄⫅⫆⫇⫈⫉⫊⫋⫌⫍⫎⫏⫐⫑⫒⫓⫔⫕⫖⫬⫭⫷⫸⫹⫺⸂⸃⸄⸅⸉⸊⸌⸍⸜⸝⸠⸡⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】\
    〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞﹤﹥（）＜＞［］｛｝｟｠｢｣";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mirrors_mirrors_back_and_letters_do_not() {
        assert_eq!("(a]«‹≤".chars().map(mirrored).collect::<String>(), ")a[»›≥");
        let all: Vec<char> = PAIRS.chars().collect();
        assert!(all.len() > 400 && all.len().is_multiple_of(2), "{}", all.len());
        assert!(all.iter().all(|c| mirrored(mirrored(*c)) == *c && mirrored(*c) != *c));
        assert_eq!("„“”!א".chars().map(mirrored).collect::<String>(), "„“”!א");
    }
}
