/** A name as its bearer writes it, and in Latin letters for log-on names and addresses. */
export interface Name {
  readonly written: string;
  readonly latin: string;
}

/** Given names and surnames that go together. */
export interface NamePool {
  readonly given: readonly Name[];
  readonly surnames: readonly Name[];
}

/** `written:latin` or, where the two are the same, just `name`; separated by blanks. */
function names(list: string): readonly Name[] {
  return list
    .trim()
    .split(/\s+/u)
    .map((entry) => {
      const [written = '', latin = written] = entry.split(':');
      return { written, latin };
    });
}

const ENGLISH: NamePool = {
  given:
    names(`Oliver Amelia George Isla Harry Ava Noah Emily Jack Sophie Leo Grace Oscar Freya Arthur Florence
    Henry Alice Thomas Matilda Samuel Ruby Daniel Eleanor Edward Hannah Lucas Phoebe Adam Megan`),
  surnames:
    names(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White
    Roberts Green Hall Wood Jackson Clarke O'Connor:OConnor O'Brien:OBrien Smith-Hughes Baker Turner Hill Cooper Ward`),
};

const GERMAN: NamePool = {
  given:
    names(`Anna Lukas Jürgen:Juergen Käthe:Kaethe Björn:Bjoern Sabine Günther:Guenther Heike Matthias Ute Stefan
    Jörg:Joerg Monika Wolfgang Anneliese Uwe Petra Dieter Lieselotte Felix`),
  surnames:
    names(`Müller:Mueller Schmidt Schneider Fischer Weiß:Weiss Schröder:Schroeder Groß:Gross Köhler:Koehler
    Lange Krüger:Krueger Hofmann Jäger:Jaeger Böhm:Boehm Vogel Strauß:Strauss Winkler Kühn:Kuehn Pfeiffer`),
};

const FRENCH: NamePool = {
  given:
    names(`Élodie:Elodie François:Francois Hélène:Helene Benoît:Benoit Chloé:Chloe Jérôme:Jerome Amélie:Amelie
    Loïc:Loic Noémie:Noemie Gaëlle:Gaelle Mathieu Camille Thibault Margaux Rémi:Remi`),
  surnames:
    names(`Lefèvre:Lefevre Moreau Dubois Lécuyer:Lecuyer Girard Bonnet François:Francois Mercier Béranger:Beranger
    Chevalier Gauthier Perrin Noël:Noel Renault D'Aubigné:DAubigne Hébert:Hebert`),
};

const SPANISH: NamePool = {
  given:
    names(`José:Jose María:Maria Andrés:Andres Lucía:Lucia Íñigo:Inigo Begoña:Begona Jesús:Jesus Inés:Ines
    Álvaro:Alvaro Sofía:Sofia Ramón:Ramon Nuria Joaquín:Joaquin Pilar Tomás:Tomas`),
  surnames: names(`García:Garcia Fernández:Fernandez López:Lopez Martínez:Martinez Sánchez:Sanchez Núñez:Nunez
    Ibáñez:Ibanez Peña:Pena Gutiérrez:Gutierrez Ordóñez:Ordonez Vázquez:Vazquez Muñoz:Munoz Díaz:Diaz`),
};

const POLISH: NamePool = {
  given:
    names(`Łukasz:Lukasz Małgorzata:Malgorzata Paweł:Pawel Agnieszka Grażyna:Grazyna Michał:Michal Żaneta:Zaneta
    Krzysztof Elżbieta:Elzbieta Sławomir:Slawomir Zofia Jędrzej:Jedrzej Bożena:Bozena Stanisław:Stanislaw`),
  surnames: names(`Nowak Wójcik:Wojcik Kamiński:Kaminski Lewandowski Zieliński:Zielinski Szymański:Szymanski
    Dąbrowski:Dabrowski Kozłowski:Kozlowski Jabłoński:Jablonski Król:Krol Wróbel:Wrobel Mazur Pawłowski:Pawlowski`),
};

const UKRAINIAN: NamePool = {
  given: names(`Олена:Olena Андрій:Andrii Оксана:Oksana Тарас:Taras Ірина:Iryna Богдан:Bohdan Юлія:Yuliia
    Сергій:Serhii Наталія:Nataliia Ярослав:Yaroslav Галина:Halyna Михайло:Mykhailo Соломія:Solomiia Дмитро:Dmytro`),
  surnames: names(`Шевченко:Shevchenko Коваленко:Kovalenko Бондаренко:Bondarenko Ткаченко:Tkachenko
    Кравчук:Kravchuk Поліщук:Polishchuk Лисенко:Lysenko Мельник:Melnyk Гончар:Honchar Савчук:Savchuk
    Мороз:Moroz Захарчук:Zakharchuk Щербак:Shcherbak`),
};

const GREEK: NamePool = {
  given: names(`Γιώργος:Giorgos Ελένη:Eleni Νίκος:Nikos Κατερίνα:Katerina Δημήτρης:Dimitris Μαρία:Maria
    Παναγιώτης:Panagiotis Σοφία:Sofia Ευάγγελος:Evangelos Αγγελική:Angeliki`),
  surnames: names(`Παπαδόπουλος:Papadopoulos Γεωργίου:Georgiou Νικολάου:Nikolaou Οικονόμου:Oikonomou
    Βασιλείου:Vasileiou Καραγιάννης:Karagiannis Αλεξίου:Alexiou Μακρής:Makris`),
};

const TURKISH: NamePool = {
  given: names(`Ayşe:Ayse Mehmet Çağla:Cagla İbrahim:Ibrahim Gülşen:Gulsen Oğuz:Oguz Şebnem:Sebnem Ümit:Umit
    Işıl:Isil Yiğit:Yigit Özlem:Ozlem Kaan`),
  surnames: names(`Yılmaz:Yilmaz Şahin:Sahin Çelik:Celik Öztürk:Ozturk Aydın:Aydin Doğan:Dogan Kılıç:Kilic
    Güneş:Gunes Koç:Koc Bulut`),
};

const CHINESE: NamePool = {
  given: names(
    `小明:Xiaoming 丽:Li 伟:Wei 芳:Fang 强:Qiang 静:Jing 建国:Jianguo 秀英:Xiuying 志强:Zhiqiang 婷:Ting`,
  ),
  surnames: names(`王:Wang 李:Li 张:Zhang 刘:Liu 陈:Chen 杨:Yang 赵:Zhao 黄:Huang 周:Zhou 欧阳:Ouyang`),
};

const ARABIC: NamePool = {
  given:
    names(`محمد:Mohammed فاطمة:Fatima أحمد:Ahmed عائشة:Aisha خالد:Khalid مريم:Maryam يوسف:Yusuf ليلى:Layla
    عمر:Omar نور:Nour`),
  surnames: names(`العلي:AlAli حداد:Haddad منصور:Mansour خوري:Khoury الحسن:AlHassan نجار:Najjar صالح:Saleh
    درويش:Darwish`),
};

/** Where the sandbox's people come from. Listed as often as they are to be met. */
export const NAME_POOLS: readonly NamePool[] = [
  ENGLISH,
  ENGLISH,
  ENGLISH,
  ENGLISH,
  GERMAN,
  GERMAN,
  FRENCH,
  FRENCH,
  SPANISH,
  SPANISH,
  POLISH,
  UKRAINIAN,
  UKRAINIAN,
  GREEK,
  TURKISH,
  CHINESE,
  ARABIC,
];
